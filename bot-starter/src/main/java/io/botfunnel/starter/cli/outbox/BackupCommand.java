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
      "Copies the whole outbox into a zip file; the bot may keep running.",
      "To restore it: stop the bot, unzip it to the folder of tracking.outbox.url, start the bot."
    },
    footerHeading = "%nExample:%n",
    footer = "  ${ROOT-COMMAND-NAME} outbox backup /var/backups/outbox-2026-11-24.zip")
public final class BackupCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "FILE", description = "A new .zip file, outside of the outbox's folder.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private Path file;

  @Mixin private final OutboxUrlOption outbox = new OutboxUrlOption();
  @Mixin private final Output output = new Output();

  public BackupCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path zip = file.toAbsolutePath().normalize();
    if (Files.exists(zip) || !Files.isDirectory(zip.resolveSibling("."))) {
      throw CommandException.usage(
          "%s: the backup file must not exist, and its folder must".formatted(zip),
          "Choose another");
    }
    try (OpenOutbox open = outbox.open(context)) {
      open.operations().backup(zip, "command");
    }
    requireReadable(zip);
    long bytes = zip.toFile().length();
    output.object(new Copied(zip.toString(), bytes));
    output.say(
        "The backup is in %s (%,d bytes). It shows who paid how much: keep it safe."
            .formatted(zip, bytes));
    return ExitCode.DONE;
  }

  /** Reads the file that the bot's process says it has written: only the file itself is proof. */
  private static void requireReadable(Path zip) {
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
      if (entries.getNextEntry() == null) {
        throw new ZipException("it is empty");
      }
      do {
        entries.transferTo(OutputStream.nullOutputStream()); // reads each byte against its checksum
      } while (entries.getNextEntry() != null);
    } catch (IOException e) {
      throw CommandException.unreachable(
          "The backup %s cannot be read (%s), so do not rely on it".formatted(zip, e),
          "Check the disk, and repeat the command with another name");
    }
  }

  private record Copied(String file, long bytes) {}
}
