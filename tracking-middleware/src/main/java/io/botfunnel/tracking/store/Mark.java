package io.botfunnel.tracking.store;

/**
 * How far an outbox has come, as its mark says it.
 *
 * @param outbox the outbox's own number
 * @param checkpoint how many checkpoints its H2 file has had
 * @param wal the last frame that was forced to the write-ahead log
 * @param accepted how many entries the books had accepted at the last checkpoint
 * @param waiting how many of them waited then
 */
record Mark(long outbox, long checkpoint, WalPosition wal, long accepted, long waiting) {
  /** Whether each number can be one that an outbox gave. */
  boolean isPlausible() {
    return checkpoint >= 0 && checkpoint <= WalPosition.MOST && wal.isPlausible();
  }

  Mark appended(WalPosition position) {
    return new Mark(outbox, checkpoint, position, accepted, waiting);
  }

  Mark checkpointed(long number) {
    return new Mark(outbox, Math.max(number, checkpoint), wal, accepted, waiting);
  }

  Mark counted(long acceptedNow, long waitingNow) {
    return new Mark(outbox, checkpoint, wal, acceptedNow, waitingNow);
  }
}
