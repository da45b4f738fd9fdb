package io.botfunnel.tracking.store;

/** What the journal tells. */
sealed interface JournalRecord {
  /** An entry was appended. */
  record Arrived(Arrival arrival) implements JournalRecord {}

  /**
   * The handler of an entry has begun, or has ended.
   *
   * @param running 0 once it has ended; else it runs
   */
  record Attempted(long id, int running) implements JournalRecord {
    static Attempted begun(long id) {
      return new Attempted(id, 1);
    }

    static Attempted ended(long id) {
      return new Attempted(id, 0);
    }

    boolean isBegun() {
      return running > 0;
    }
  }
}
