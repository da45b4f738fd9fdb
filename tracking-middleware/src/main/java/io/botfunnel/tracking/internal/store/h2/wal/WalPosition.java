package io.botfunnel.tracking.internal.store.h2.wal;

import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.Arrived;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The place of a frame in the write-ahead log. Sequence numbers grow for as long as the outbox
 * lives, so a frame that is left of an earlier log is never taken for a newer one.
 *
 * @param begin the sequence number with which this log began when it was last made anew
 * @param sequence the frame's own
 * @param lastId the highest entry id that was recorded up to this frame
 * @param forced the last frame before this one that was forced to the device: what is between them
 *     was never confirmed, and a power cut may take it in any order
 */
public record WalPosition(long begin, long sequence, long lastId, long forced) {
  /** No outbox counts so far in any number of years: behind it there is room for what follows. */
  public static final long MOST = 1L << 62;

  /** Before the first frame. */
  public static final WalPosition START = new WalPosition(1, 0, 0, 0);

  /** Whether each number can be one that an outbox gave: what follows it then is one too. */
  boolean isPlausible() {
    return LongStream.of(begin, sequence, lastId, forced)
        .allMatch(number -> number >= 0 && number <= MOST);
  }

  /** The place of the frame that follows. */
  WalPosition next(List<WalRecord> group) {
    long last = Math.max(lastId, highestId(group));
    return new WalPosition(begin, sequence + 1, last, forced);
  }

  /** The place after which a new log begins. */
  WalPosition begunAnew() {
    return new WalPosition(sequence + 1, sequence, lastId, sequence);
  }

  /** A place of which only this is known. */
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

  /** The highest id of an entry that arrived in the group; 0 if none did. */
  static long highestId(List<WalRecord> group) {
    return ids(group).max().orElse(0);
  }

  /** The lowest id of an entry that arrived in the group; the given one if none did. */
  static long lowestId(List<WalRecord> group, long otherwise) {
    return ids(group).min().orElse(otherwise);
  }

  private static LongStream ids(List<WalRecord> group) {
    return group.stream()
        .filter(Arrived.class::isInstance)
        .mapToLong(record -> ((Arrived) record).arrival().entry().id());
  }
}
