package io.botfunnel.tracking.store;

/** What the journal tells. */
sealed interface JournalRecord {
  /** An entry was appended. */
  record Arrived(Arrival arrival) implements JournalRecord {}

  /**
   * An attempt was counted against an entry that had arrived.
   *
   * @param attempts how many there are now
   */
  record Attempted(long id, int attempts) implements JournalRecord {}
}
