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
      "Writes all selected entries as CSV, or as JSON with one object per line; newest first.",
      "In CSV, a quote precedes text that a spreadsheet would run as a formula.",
      "Only the file's owner can read it, because it shows who paid how much."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox export --format csv --out deposits.csv --kind deposit",
      "  ${ROOT-COMMAND-NAME} outbox export --format json --state refused"
    })
public final class ExportCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "csv or json.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private ExportFormat format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file. Default: standard output.")
  private @Nullable Path file;

  @Mixin private final FilterOptions selection = new FilterOptions();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  private long written;

  public ExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenOutbox open = outbox.openReadOnly(context)) {
      if (file == null) {
        export(open.operations(), output.out());
        output.out().flush();
      } else {
        NewFile.write(file, out -> export(open.operations(), out));
        report(file.toAbsolutePath());
      }
    }
    return written == 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  private void export(Operations operations, Appendable out) throws IOException {
    ExportFormat.Writing writing = format.to(out);
    try (TerminalProgress progress =
        TerminalProgress.of("Exporting", TerminalProgress.UNKNOWN, context.terminal())) {
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

  private void report(Path path) {
    output.object(new Exported(path.toString(), written));
    output.say("%s written to %s".formatted(DisplayText.entries(written), path));
  }

  private record Exported(String file, long entries) {}
}
