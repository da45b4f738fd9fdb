package io.botfunnel.tracking.internal.store.h2;

/**
 * How much the memtable and the write-ahead log may hold.
 *
 * @param arrivals the number of entries in the memtable before appending has to wait for a flush
 * @param chars the total length of their bodies, in characters
 * @param journalBytes how far the write-ahead log grows before flushed entries are removed from it
 */
public record MemtableLimits(int arrivals, int chars, long journalBytes) {
  private static final int MOST_ARRIVALS = 32_000;

  /**
   * An entry takes about a kilobyte with its keys and indexes, so all of them take a sixteenth of
   * the heap.
   */
  private static final int HEAP_AN_ARRIVAL = 16 << 10;

  private static final int CHARS_AN_ARRIVAL = 500;

  /**
   * The size on disk of a full memtable; a log of this size is read within a second or two after a
   * crash.
   */
  private static final long LONGEST_JOURNAL = 32L << 20;

  /** The limits for a heap of that many bytes. */
  static MemtableLimits inHeap(long bytes) {
    int arrivals = (int) Math.min(MOST_ARRIVALS, bytes / HEAP_AN_ARRIVAL);
    return new MemtableLimits(arrivals, arrivals * CHARS_AN_ARRIVAL, LONGEST_JOURNAL);
  }

  /** The limits for this process. */
  public static MemtableLimits here() {
    return inHeap(Runtime.getRuntime().maxMemory());
  }
}
