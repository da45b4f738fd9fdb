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
      "Repairs an outbox whose files are damaged, and says which entries are missing.",
      "Stop the bot first. Saves what can be read of the write-ahead log and of the H2 file, and",
      "keeps the damaged files as *.damaged. It also accepts a backup that was put in the file's",
      "place. A sound outbox is left alone. Tables of your own in a damaged H2 file are not copied;",
      "they are named. Exits with 1 if entries are missing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox repair",
      "  ${ROOT-COMMAND-NAME} outbox repair --yes --json"
    })
public final class RepairCommand implements Callable<Integer> {
  private final CommandContext workplace;

  @Mixin private final OutboxUrlOption outbox = new OutboxUrlOption();
  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final Output output = new Output();

  public RepairCommand(CommandContext workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    String url = outbox.meant(workplace);
    if (Outbox.isShared(url)) {
      throw CommandException.usage(
          "%s is in PostgreSQL: only an outbox in a file can be repaired here. Use PostgreSQL's own tools"
              .formatted(Outbox.shown(url)));
    }
    List<String> damages = Outbox.damages(url, workplace.clock());
    if (damages.isEmpty()) {
      return nothing(url);
    }
    damages.forEach(damage -> output.note("Damaged: " + damage));
    String what = "%s will be repaired; its damaged files are kept beside it".formatted(url);
    if (!consent.to(what, workplace.terminal())) {
      output.note("Nothing was changed.");
      return ExitCode.FOUND;
    }
    return told(Outbox.repair(url, workplace.clock()));
  }

  private int nothing(String url) {
    output.object(new RepairResult(url, List.of(), 0, List.of(), List.of(), List.of(), List.of()));
    output.say("%s is sound: nothing is to be repaired.".formatted(url));
    return ExitCode.DONE;
  }

  private void tellLeft(List<String> tables) {
    if (!tables.isEmpty()) {
      output.say(
          "Not copied, and in the kept H2 file alone: your own %s. Copy them by SQL, as docs/operations.md says."
              .formatted(String.join(", ", tables)));
    }
  }

  private int told(RepairResult repaired) {
    output.object(repaired);
    output.say("Repaired %s.".formatted(repaired.outbox()));
    output.say(
        "The write-ahead log gave back %s.".formatted(DisplayText.entries(repaired.saved())));
    output.say("Kept: " + String.join(", ", repaired.kept()));
    repaired.notes().forEach(output::say);
    tellLeft(repaired.leftTables());
    if (repaired.missing().isEmpty()) {
      output.say("No entry is missing.");
      return ExitCode.DONE;
    }
    output.say(
        "Missing: %s, with the numbers %s."
            .formatted(
                DisplayText.entries(repaired.missingCount()),
                repaired.missing().stream()
                    .map(RepairResult.Range::toString)
                    .collect(Collectors.joining(", "))));
    output.say(
        "A backup may have them, and a partner can report its events again: those that are there"
            + " count once.");
    return ExitCode.FOUND;
  }
}
