package io.botfunnel.starter.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/**
 * Whether a file can be made somewhere: tried, since what the rights say is not the whole truth.
 */
final class Folder {
  private Folder() {}

  /** Makes a file with a name of its own there, which is gone when this returns. */
  static boolean takesFiles(Path folder) {
    Path file = folder.resolve(".botfunnel-doctor-" + UUID.randomUUID());
    Set<StandardOpenOption> fleeting =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try (FileChannel made = FileChannel.open(file, fleeting)) {
      return made.isOpen();
    } catch (IOException refused) {
      return false;
    }
  }

  /** What there is of a path. */
  static Path nearest(Path file) {
    Path path = file;
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }
}
