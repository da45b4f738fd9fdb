package io.botfunnel.starter.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/**
 * Tests whether a file can be created in a folder by creating one, because permissions alone do not
 * prove it.
 */
final class WritableFolder {
  private WritableFolder() {}

  /** Creates a file with a unique name in the folder and deletes it again. */
  static boolean isWritable(Path folder) {
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

  /** Returns the nearest part of the path that exists. */
  static Path nearest(Path file) {
    Path path = file;
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }
}
