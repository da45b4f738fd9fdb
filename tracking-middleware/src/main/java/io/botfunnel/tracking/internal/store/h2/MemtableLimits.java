package io.botfunnel.tracking.internal.store.h2;

/**
 * How much may be kept for later.
 *
 * @param arrivals how many entries are not filed yet, before appending has to wait for filing
 * @param chars how long their bodies are together
 * @param journalBytes how far the journal grows before what is filed is taken out of it
 */
public record MemtableLimits(int arrivals, int chars, long journalBytes) {
  private static final int MOST_ARRIVALS = 32_000;

  /** An arrival takes a kilobyte with its keys and places: so this is a sixteenth of the heap. */
  private static final int HEAP_AN_ARRIVAL = 16 << 10;

  private static final int CHARS_AN_ARRIVAL = 500;

  /** As much as most arrivals are on disk; read within a second or two after a crash. */
  private static final long LONGEST_JOURNAL = 32L << 20;

  /** What suits a process with that much memory. */
  static MemtableLimits inHeap(long bytes) {
    int arrivals = (int) Math.min(MOST_ARRIVALS, bytes / HEAP_AN_ARRIVAL);
    return new MemtableLimits(arrivals, arrivals * CHARS_AN_ARRIVAL, LONGEST_JOURNAL);
  }

  /** What suits this process. */
  public static MemtableLimits here() {
    return inHeap(Runtime.getRuntime().maxMemory());
  }
}
