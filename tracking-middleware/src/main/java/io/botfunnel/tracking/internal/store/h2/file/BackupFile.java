package io.botfunnel.tracking.internal.store.h2.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Checks the target of a backup: a new {@code .zip} in an existing folder outside of the outbox's
 * own. So no operator, and no request in an operator's name, can create a file that a bot or
 * command would read as the outbox's.
 */
public final class BackupFile {
  private BackupFile() {}

  /**
   * Checks a target.
   *
   * @param outbox the folder of the outbox
   * @return the file by its real path, without symbolic links on the way
   * @throws IllegalArgumentException if it breaks a rule; names the rule and the remedy
   */
  public static Path checked(Path file, Path outbox) {
    if (!file.isAbsolute() || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(file, "is an absolute path at which nothing is yet. Choose another name");
    }
    if (!file.getFileName().toString().endsWith(".zip")) {
      throw refused(file, "is a zip. Choose a name that ends in .zip");
    }
    Path folder = real(file, file.resolveSibling(""));
    if (folder.startsWith(real(file, outbox))) {
      throw refused(
          file,
          "is kept outside of the outbox's folder %s, and so is no file of the outbox. Choose another folder"
              .formatted(outbox));
    }
    return folder.resolve(file.getFileName());
  }

  private static Path real(Path file, Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw refused(
          file,
          "goes into a folder that is there, and %s is not (%s). Make it, or choose another"
              .formatted(folder, e.getClass().getSimpleName()));
    }
  }

  private static IllegalArgumentException refused(Path file, String rule) {
    return new IllegalArgumentException("backup '%s': it %s".formatted(file, rule));
  }
}
