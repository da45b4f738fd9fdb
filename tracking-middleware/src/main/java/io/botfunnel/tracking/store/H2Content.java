package io.botfunnel.tracking.store;

import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;

/**
 * Looks into a file before H2 may write to it. H2 takes a file in which it finds no content, such
 * as one that was cut behind its header, for a new one and overwrites it.
 */
final class H2Content {
  private H2Content() {}

  /**
   * Returns if the file has content and nobody has it open, this process included.
   *
   * @throws org.h2.mvstore.MVStoreException if it is in use or damaged; the file stays as it was
   */
  static void require(Path file) {
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
      if (store.getMapNames().isEmpty()) {
        throw DataUtils.newMVStoreException(
            DataUtils.ERROR_FILE_CORRUPT, "No content was found in {0}", file);
      }
    }
  }
}
