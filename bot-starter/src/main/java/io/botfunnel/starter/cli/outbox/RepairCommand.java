package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.ConfirmOption;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.operations.RepairResult;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code repair} command: makes a damaged outbox usable again. */
@Command(
    name = "repair",
    description = {
      "Repairs an outbox whose files are damaged, and lists the entries that are missing.",
      "Stop the bot first. Saves what can be read of the write-ahead log and of the H2 file, and",
      "keeps the damaged files as *.damaged. Also accepts a backup in place of the file. Does not",
      "change an outbox that is not damaged. Does not copy your own tables from a damaged H2 file, but",
      "lists them. Exits with 1 if entries are missing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox repair",
      "  ${ROOT-COMMAND-NAME} outbox repair --yes --json"
    })
public final class RepairCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private final OutboxUrlOption outbox = new OutboxUrlOption();
  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final Output output = new Output();

  public RepairCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String url = outbox.url(context);
    if (Outbox.isShared(url)) {
      throw CommandException.usage(
          "%s is in PostgreSQL, and this command repairs only files".formatted(Outbox.masked(url)),
          "Use PostgreSQL's own tools");
    }
    List<String> damages = Outbox.damages(url, context.clock());
    if (damages.isEmpty()) {
      return reportSound(url);
    }
    damages.forEach(damage -> output.note("Damaged: " + damage));
    String what = "%s will be repaired; its damaged files are kept beside it".formatted(url);
    if (!consent.to(what, context.terminal())) {
      output.note("Nothing was changed.");
      return ExitCode.FOUND;
    }
    return report(Outbox.repair(url, context.clock()));
  }

  private int reportSound(String url) {
    output.object(new RepairResult(url, List.of(), 0, List.of(), List.of(), List.of(), List.of()));
    output.say("%s is not damaged; there is nothing to repair.".formatted(url));
    return ExitCode.DONE;
  }

  private void printLeftTables(List<String> tables) {
    if (!tables.isEmpty()) {
      output.say(
          "Not copied: your own %s. They are only in the kept H2 file; copy them by SQL, see docs/operations.md."
              .formatted(String.join(", ", tables)));
    }
  }

  private int report(RepairResult repaired) {
    output.object(repaired);
    output.say("Repaired %s.".formatted(repaired.outbox()));
    output.say(
        "Recovered %s from the write-ahead log.".formatted(DisplayText.entries(repaired.saved())));
    output.say("Kept: " + String.join(", ", repaired.kept()));
    repaired.notes().forEach(output::say);
    printLeftTables(repaired.leftTables());
    if (repaired.missing().isEmpty()) {
      output.say("No entry is missing.");
      return ExitCode.DONE;
    }
    output.say(
        "Missing: %s, with the ids %s."
            .formatted(
                DisplayText.entries(repaired.missingCount()),
                repaired.missing().stream()
                    .map(RepairResult.Range::toString)
                    .collect(Collectors.joining(", "))));
    output.say(
        "A backup may have them, and a partner can report its events again: events that are not"
            + " missing count once.");
    return ExitCode.FOUND;
  }
}
