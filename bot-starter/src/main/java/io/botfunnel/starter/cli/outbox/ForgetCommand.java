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
      "Erases a person: their uids, and what entries say of them.",
      "It cannot be undone. What waits is not sent any more. The books still balance.",
      "Then the outbox's file is written anew, so that no byte of them is left in it, nor in"
          + " backups",
      "made from then on; the command waits for it, or says what stands in the way.",
      "Logs, and what XTRACKER and Telegram have of the person, are left: see to them too."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ${ROOT-COMMAND-NAME} forget 555123", "  ${ROOT-COMMAND-NAME} forget 555123 --yes"})
public final class ForgetCommand implements Callable<Integer> {
  private final CommandContext workplace;

  @Parameters(paramLabel = "TG_ID", description = "Their Telegram id; user shows it for a uid.")
  private long telegramUserId;

  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public ForgetCommand(CommandContext workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    long user = new UserId(telegramUserId).value();
    try (OpenOutbox open = outbox.open(workplace)) {
      Operations operations = open.operations();
      String what = "All that is known of %d will be erased for good".formatted(user);
      if (!consent.to(what, workplace.terminal())) {
        output.note("Nothing was changed.");
        return ExitCode.FOUND;
      }
      return told(operations.forget(user, "command"));
    }
  }

  private int told(ErasureResult forgotten) {
    output.object(forgotten);
    if (forgotten.busy() > 0) {
      output.say(
          "%s on the way right now: repeat the command in a moment."
              .formatted(DisplayText.entries(forgotten.busy())));
      left(forgotten);
      return ExitCode.FOUND;
    }
    if (forgotten.entries() == 0 && forgotten.bindings() == 0) {
      output.say("Nothing is known of %d.".formatted(telegramUserId));
      left(forgotten);
      return ExitCode.FOUND;
    }
    output.say(
        "%s and %d of the uids of %d are forgotten."
            .formatted(
                DisplayText.entries(forgotten.entries()), forgotten.bindings(), telegramUserId));
    return left(forgotten) ? ExitCode.FOUND : ExitCode.DONE;
  }

  /** Prints what is not gone from the disk yet; returns whether there is any. */
  private boolean left(ErasureResult forgotten) {
    forgotten.left().forEach(each -> output.say("Not done yet: %s.".formatted(each)));
    return !forgotten.left().isEmpty();
  }
}
