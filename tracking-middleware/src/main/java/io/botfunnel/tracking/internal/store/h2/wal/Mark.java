package io.botfunnel.tracking.internal.store.h2.wal;

import org.jspecify.annotations.Nullable;

/**
 * How far an outbox has come, as its mark records it.
 *
 * @param outbox the outbox's own number
 * @param checkpoint how many checkpoints its H2 file has had
 * @param wal the last frame that was forced to the write-ahead log
 * @param accepted how many entries the books had accepted at the last checkpoint
 * @param waiting how many of them waited then
 */
public record Mark(long outbox, long checkpoint, WalPosition wal, long accepted, long waiting) {
  /** More than any outbox gets in years. */
  private static final long MOST_AHEAD = 1L << 40;

  /** Whether each number can be one that an outbox gave. */
  boolean isPlausible() {
    return checkpoint >= 0 && checkpoint <= WalPosition.MOST && wal.isPlausible();
  }

  /**
   * Whether file and log can have lost what they lack in comparison with the mark. If not, the
   * mark's numbers were forged, and their successors might be numbers that no outbox gives.
   *
   * @param file the checkpoint recorded in the H2 file; null if there is none
   */
  public boolean isNear(@Nullable CheckpointNumber file, WalShape log) {
    long checkpoints = file == null ? 0 : file.number();
    long frames = Math.max(log.lastSequence(), file == null ? 0 : file.flushed());
    long entries = Math.max(log.lastId(), file == null ? 0 : file.flushedId());
    return checkpoint - checkpoints <= MOST_AHEAD
        && Math.max(wal.begin(), Math.max(wal.sequence(), wal.forced())) - frames <= MOST_AHEAD
        && wal.lastId() - entries <= MOST_AHEAD;
  }

  Mark appended(WalPosition position) {
    return new Mark(outbox, checkpoint, position, accepted, waiting);
  }

  Mark checkpointed(long number) {
    return new Mark(outbox, Math.max(number, checkpoint), wal, accepted, waiting);
  }

  public Mark counted(long acceptedNow, long waitingNow) {
    return new Mark(outbox, checkpoint, wal, acceptedNow, waitingNow);
  }
}
