package io.botfunnel.tracking.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a file: a file's name must survive a power cut as its content does. */
final class Folder {
  private static final Logger log = LoggerFactory.getLogger(Folder.class);

  private Folder() {}

  /** Forces the names in the file's folder to the device, where the system can. */
  static void force(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException notOnThisSystem) {
      log.debug("{} cannot be forced", folder, notOnThisSystem);
    }
  }
}
