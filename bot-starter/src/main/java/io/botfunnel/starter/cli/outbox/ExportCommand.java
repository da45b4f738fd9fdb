package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.TerminalProgress;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code export} command: writes entries to a file. */
@Command(
    name = "export",
    description = {
      "Writes entries as CSV or as JSON, an object a line; newest first, however many they are.",
      "In CSV a quote stands before what a spreadsheet would take for a formula.",
      "The file is readable by its owner only: it says who paid what."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox export --format csv --out deposits.csv --kind deposit",
      "  ${ROOT-COMMAND-NAME} outbox export --format json --state refused"
    })
public final class ExportCommand implements Callable<Integer> {
  private final CommandContext workplace;

  @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "csv or json.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private ExportFormat format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A file that does not exist yet. Default: standard output.")
  private @Nullable Path file;

  @Mixin private final FilterOptions selection = new FilterOptions();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  private long written;

  public ExportCommand(CommandContext workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenOutbox open = outbox.look(workplace)) {
      if (file == null) {
        export(open.operations(), output.out());
        output.out().flush();
      } else {
        NewFile.write(file, out -> export(open.operations(), out));
        told(file.toAbsolutePath());
      }
    }
    return written == 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  private void export(Operations operations, Appendable out) throws IOException {
    ExportFormat.Writing writing = format.to(out);
    try (TerminalProgress progress =
        TerminalProgress.of("Exporting", TerminalProgress.UNKNOWN, workplace.terminal())) {
      EntryPages.each(
          operations,
          selection.filter(),
          page -> {
            for (Recorded entry : page) {
              writing.write(entry);
            }
            written += page.size();
            progress.did(page.size());
          });
    }
  }

  private void told(Path where) {
    output.object(new Exported(where.toString(), written));
    output.say("%s written to %s".formatted(DisplayText.entries(written), where));
  }

  private record Exported(String file, long entries) {}
}
