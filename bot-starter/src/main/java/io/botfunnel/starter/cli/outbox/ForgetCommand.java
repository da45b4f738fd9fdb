package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ConfirmOption;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.operations.Operations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code forget} command: erases a person. */
@Command(
    name = "forget",
    description = {
      "Erases a person: their uids, and the content of their entries.",
      "This cannot be undone. Entries of theirs that wait are never sent. The books still balance.",
      "The outbox file is then rewritten, so that neither it nor later backups contain any of their data.",
      "The command waits for that, or prints what prevents it.",
      "It does not touch logs, nor the data that XTRACKER and Telegram have: erase those yourself."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ${ROOT-COMMAND-NAME} forget 555123", "  ${ROOT-COMMAND-NAME} forget 555123 --yes"})
public final class ForgetCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "TG_ID",
      description = "The person's Telegram id; the command user shows it for a uid.")
  private long telegramUserId;

  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public ForgetCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    long user = new UserId(telegramUserId).value();
    try (OpenOutbox open = outbox.open(context)) {
      Operations operations = open.operations();
      String what = "Everything that is known about %d will be erased for good".formatted(user);
      if (!consent.to(what, context.terminal())) {
        output.note("Nothing was changed.");
        return ExitCode.FOUND;
      }
      return report(operations.erasePerson(user, "command"));
    }
  }

  private int report(ErasureResult erased) {
    output.object(erased);
    if (erased.busy() > 0) {
      output.say(
          "%s in flight now: repeat the command in a moment."
              .formatted(DisplayText.entries(erased.busy())));
      reportRest(erased);
      return ExitCode.FOUND;
    }
    if (erased.entries() == 0 && erased.bindings() == 0) {
      output.say("Nothing is known about %d.".formatted(telegramUserId));
      reportRest(erased);
      return ExitCode.FOUND;
    }
    output.say(
        "Erased %s and %s of %d."
            .formatted(
                DisplayText.entries(erased.entries()), uids(erased.bindings()), telegramUserId));
    return reportRest(erased) ? ExitCode.FOUND : ExitCode.DONE;
  }

  private static String uids(long count) {
    return count == 1 ? "1 uid" : count + " uids";
  }

  /** Prints what is not gone from the disk yet; returns whether there is any. */
  private boolean reportRest(ErasureResult erased) {
    erased.left().forEach(each -> output.say("Not done yet: %s.".formatted(each)));
    return !erased.left().isEmpty();
  }
}
