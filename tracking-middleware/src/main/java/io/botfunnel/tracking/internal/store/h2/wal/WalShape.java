package io.botfunnel.tracking.internal.store.h2.wal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The structure of a write-ahead log, without the content of its frames.
 *
 * @param bytes the length of the file
 * @param wholeBytes where the last frame that counts ends
 * @param last the place of that frame; null if there is none, or it has no place
 * @param lastId the highest entry id in the log
 * @param gaps the parts between the frames that cannot be read
 * @param isTailPlausible whether a crash can have left what follows the last frame
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
