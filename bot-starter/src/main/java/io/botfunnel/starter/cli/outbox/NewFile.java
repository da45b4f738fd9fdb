package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.security.OwnerOnlyPermissions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A new file that only its owner can read; it never overwrites another file. */
final class NewFile {
  private NewFile() {}

  /** Writes the content. */
  interface Filling {
    void into(Appendable out) throws IOException;
  }

  /**
   * Writes the file; if that fails, no half-written file stays.
   *
   * @throws CommandException if the file exists or cannot be written
   */
  static void write(Path file, Filling filling) {
    try {
      Files.createFile(file, OwnerOnlyPermissions.on(file));
    } catch (IOException e) {
      throw CommandException.usage(
          "%s cannot be created (%s): the file must not exist, and its folder must"
              .formatted(file, e.getClass().getSimpleName()),
          "Choose another name");
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      filling.into(out);
    } catch (IOException | RuntimeException e) {
      throw undone(file, e);
    }
  }

  private static RuntimeException undone(Path file, Exception e) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      e.addSuppressed(stays);
    }
    return e instanceof RuntimeException known
        ? known
        : CommandException.unreachable(
            "%s could not be written (%s)".formatted(file, e), "Check the disk");
  }
}
