package io.botfunnel.tracking.internal.store.h2.wal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write-ahead log consists of, without what its frames hold.
 *
 * @param bytes how long the file is
 * @param wholeBytes where the last frame that counts ends
 * @param last the place of that frame; null if there is none, or it has no place
 * @param lastId the highest entry id in it
 * @param gaps what cannot be read between the frames that count
 * @param isTailPlausible whether what is behind the last frame can be what a crash leaves
 */
public record WalShape(
    long bytes,
    long wholeBytes,
    @Nullable WalPosition last,
    long lastId,
    List<WalGap> gaps,
    boolean isTailPlausible) {
  static final WalShape EMPTY = new WalShape(0, 0, null, 0, List.of(), true);

  /** The sequence number of the last frame that counts; 0 if there is none. */
  public long lastSequence() {
    return last == null ? 0 : last.sequence();
  }
}
