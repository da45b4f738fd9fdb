package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code backup} command: copies the whole outbox. */
@Command(
    name = "backup",
    description = {
      "Copies the whole outbox, as it is now, into a zip, while the bot goes on.",
      "To restore it: stop the bot, unzip it to where tracking.outbox.url says, start the bot."
    },
    footerHeading = "%nExample:%n",
    footer = "  ${ROOT-COMMAND-NAME} outbox backup /var/backups/outbox-2026-11-24.zip")
public final class BackupCommand implements Callable<Integer> {
  private final CommandContext workplace;

  @Parameters(
      paramLabel = "FILE",
      description = "A .zip that does not exist yet, outside of the outbox's folder.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private Path file;

  @Mixin private final OutboxUrlOption outbox = new OutboxUrlOption();
  @Mixin private final Output output = new Output();

  public BackupCommand(CommandContext workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    Path zip = file.toAbsolutePath().normalize();
    if (Files.exists(zip) || !Files.isDirectory(zip.resolveSibling("."))) {
      throw CommandException.usage(
          "%s: a backup goes into a file that does not exist, in a folder that does. Choose another"
              .formatted(zip));
    }
    try (OpenOutbox open = outbox.open(workplace)) {
      open.operations().backup(zip, "command");
    }
    requireWhole(zip);
    long bytes = zip.toFile().length();
    output.object(new Copied(zip.toString(), bytes));
    output.say(
        "The outbox is in %s (%,d bytes). It says who paid what: keep it safe."
            .formatted(zip, bytes));
    return ExitCode.DONE;
  }

  /** Reads the file that the bot's process says it has written: only the file itself is proof. */
  private static void requireWhole(Path zip) {
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
      if (entries.getNextEntry() == null) {
        throw new ZipException("it holds nothing");
      }
      do {
        entries.transferTo(OutputStream.nullOutputStream()); // reads each byte against its checksum
      } while (entries.getNextEntry() != null);
    } catch (IOException e) {
      throw CommandException.unreachable(
          "%s is no whole zip (%s), so there is no backup: a backup is read once before it is called one. Repeat the command with another name, and look at the disk"
              .formatted(zip, e));
    }
  }

  private record Copied(String file, long bytes) {}
}
