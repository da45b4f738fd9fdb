package io.botfunnel.tracking.internal.store.h2.wal;

import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.AppendedEntry;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The place of a frame in the write-ahead log. Sequence numbers grow for as long as the outbox
 * lives, so a frame of an earlier log is never taken for a newer one.
 *
 * @param begin the first sequence number of this log since it was last emptied
 * @param sequence the frame's own sequence number
 * @param lastId the highest entry id that was recorded up to this frame
 * @param forced the last frame before this one that was forced to the device: the frames between
 *     them were never confirmed, and a power cut may lose them in any order
 */
public record WalPosition(long begin, long sequence, long lastId, long forced) {
  /** No outbox counts this far in any number of years, and higher numbers are still possible. */
  public static final long MOST = 1L << 62;

  /** The place before the first frame. */
  public static final WalPosition START = new WalPosition(1, 0, 0, 0);

  /** Whether each number can be one that an outbox gave; if so, their successors can be too. */
  boolean isPlausible() {
    return LongStream.of(begin, sequence, lastId, forced)
        .allMatch(number -> number >= 0 && number <= MOST);
  }

  /** The place of the next frame. */
  WalPosition next(List<WalRecord> group) {
    long last = Math.max(lastId, highestId(group));
    return new WalPosition(begin, sequence + 1, last, forced);
  }

  /** The place after which a new log begins. */
  WalPosition restarted() {
    return new WalPosition(sequence + 1, sequence, lastId, sequence);
  }

  /** A place of which only these two numbers are known. */
  public static WalPosition at(long sequence, long lastId) {
    return new WalPosition(sequence + 1, sequence, lastId, sequence);
  }

  /** The place once this frame is on the device. */
  WalPosition nowForced() {
    return new WalPosition(begin, sequence, lastId, sequence);
  }

  /** The later of two places. */
  public WalPosition orLater(WalPosition other) {
    WalPosition later = other.sequence > sequence ? other : this;
    return new WalPosition(
        later.begin,
        later.sequence,
        Math.max(lastId, other.lastId),
        Math.max(forced, other.forced));
  }

  /** The highest id of an entry that was appended in the group; 0 if none was. */
  static long highestId(List<WalRecord> group) {
    return ids(group).max().orElse(0);
  }

  /** The lowest id of an entry that was appended in the group; the given one if none was. */
  static long lowestId(List<WalRecord> group, long otherwise) {
    return ids(group).min().orElse(otherwise);
  }

  private static LongStream ids(List<WalRecord> group) {
    return group.stream()
        .filter(AppendedEntry.class::isInstance)
        .mapToLong(record -> ((AppendedEntry) record).pending().entry().id());
  }
}
