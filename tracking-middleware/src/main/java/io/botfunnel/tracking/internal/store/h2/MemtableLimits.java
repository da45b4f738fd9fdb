package io.botfunnel.tracking.internal.store.h2;

/**
 * How much the memtable and the write-ahead log may hold.
 *
 * @param entries the number of entries in the memtable before appending has to wait for a flush
 * @param chars the total length of their bodies, in characters
 * @param walBytes how far the write-ahead log grows before flushed entries are removed from it
 */
public record MemtableLimits(int entries, int chars, long walBytes) {
  private static final int MOST_ENTRIES = 32_000;

  /**
   * An entry takes about a kilobyte with its keys and indexes, so all of them take a sixteenth of
   * the heap.
   */
  private static final int HEAP_BYTES_PER_ENTRY = 16 << 10;

  private static final int CHARS_PER_ENTRY = 500;

  /**
   * The size on disk of a full memtable; a log of this size is read within a second or two after a
   * crash.
   */
  private static final long LARGEST_WAL_BYTES = 32L << 20;

  /** The limits for a heap of that many bytes. */
  static MemtableLimits inHeap(long bytes) {
    int entries = (int) Math.min(MOST_ENTRIES, bytes / HEAP_BYTES_PER_ENTRY);
    return new MemtableLimits(entries, entries * CHARS_PER_ENTRY, LARGEST_WAL_BYTES);
  }

  /** The limits for this process. */
  public static MemtableLimits here() {
    return inHeap(Runtime.getRuntime().maxMemory());
  }
}
