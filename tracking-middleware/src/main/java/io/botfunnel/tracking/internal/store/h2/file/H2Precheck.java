package io.botfunnel.tracking.internal.store.h2.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Checks an outbox before H2 opens its file: that it is sound, and that it defines only what an
 * outbox may have. Opening a file means reading all of its chunks' headers, so both checks share
 * one open store.
 */
final class H2Precheck {
  private H2Precheck() {}

  /**
   * Checks an outbox and changes nothing.
   *
   * @param path the outbox without H2's {@code .mv.db}
   * @return its state, which is sound
   * @throws io.botfunnel.tracking.outbox.OutboxUnavailableException if it is damaged, or defines
   *     anything else; names what and the remedy
   * @throws org.h2.mvstore.MVStoreException if H2 cannot open the file, or it is open elsewhere
   */
  static Integrity require(Path path) throws IOException {
    Path file = Path.of(path + H2Connection.SUFFIX);
    return RawStore.read(
        file,
        store -> {
          Integrity found = Integrity.of(path, store);
          found.require();
          H2Definitions.requireOurs(file, store);
          return found;
        });
  }
}
