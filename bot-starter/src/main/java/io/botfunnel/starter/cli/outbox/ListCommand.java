package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.tracking.operations.Recorded;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code list} command: lists entries. */
@Command(
    name = "list",
    description = {
      "Lists entries, newest first: delivered, waiting, or refused and why.",
      "With --json, prints one object per line. Exits with 1 if nothing matches."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox list --state refused",
      "  ${ROOT-COMMAND-NAME} outbox list --kind deposit --user 555123 --limit 10",
      "  ${ROOT-COMMAND-NAME} outbox list --state waiting --json"
    })
public final class ListCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private final FilterOptions selection = new FilterOptions();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "The most entries to list. Default: 50.")
  private int limit;

  public ListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw CommandException.usage(
          "--limit %d: the limit must be at least 1".formatted(limit), "Write for example 50");
    }
    try (OpenOutbox open = outbox.openReadOnly(context)) {
      List<Recorded> found = EntryPages.newest(open.operations(), selection.filter(), limit);
      show(found);
      return found.isEmpty() ? ExitCode.FOUND : ExitCode.DONE;
    }
  }

  private void show(List<Recorded> found) {
    found.forEach(output::object);
    if (output.json()) {
      return;
    }
    if (found.isEmpty()) {
      output.say("Nothing matches.");
      return;
    }
    EntryPrinter.print(output, found, context.clock().instant());
    if (found.size() == limit) {
      output.note("There may be more; raise --limit to see them.");
    }
  }
}
