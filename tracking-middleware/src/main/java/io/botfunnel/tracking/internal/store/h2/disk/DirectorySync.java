package io.botfunnel.tracking.internal.store.h2.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forces folders to the device: after a power cut, a file needs its name as well as its content.
 */
public final class DirectorySync {
  private static final Logger log = LoggerFactory.getLogger(DirectorySync.class);

  private DirectorySync() {}

  /** Forces the names in the file's folder to the device, if the system can. */
  public static void force(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException notOnThisSystem) {
      log.debug("{} cannot be forced", folder, notOnThisSystem);
    }
  }
}
