package io.botfunnel.tracking.operations;

import java.util.List;

/**
 * The result of repairing an outbox: what was damaged and what was done.
 *
 * @param outbox the H2 file
 * @param damages each damage in a few words; empty if there was none
 * @param saved how many entries were recovered from the write-ahead log
 * @param missing the ids of lost entries, as ranges in order
 * @param leftTables the author's own tables, with their schemas, that only the kept H2 file has:
 *     the new file was created without them
 * @param notes what else an operator should know, one sentence each
 * @param kept the damaged files, unchanged
 */
public record RepairResult(
    String outbox,
    List<String> damages,
    long saved,
    List<Range> missing,
    List<String> leftTables,
    List<String> notes,
    List<String> kept) {
  /**
   * Consecutive ids of entries.
   *
   * @param from the first id
   * @param to the last id, inclusive
   */
  public record Range(long from, long to) {
    /** How many ids the range has. */
    public long count() {
      return to - from + 1;
    }

    @Override
    public String toString() {
      return from == to ? String.valueOf(from) : from + " to " + to;
    }
  }

  /** Whether there was any damage. */
  public boolean wasDamaged() {
    return !damages.isEmpty();
  }

  /** How many entries are missing. */
  public long missingCount() {
    return missing.stream().mapToLong(Range::count).sum();
  }
}
