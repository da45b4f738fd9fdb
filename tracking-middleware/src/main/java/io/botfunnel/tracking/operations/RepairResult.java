package io.botfunnel.tracking.operations;

import java.util.List;

/**
 * What a repair of an outbox found, and what it did.
 *
 * @param outbox the H2 file
 * @param damages what was wrong, a few words each; empty if nothing was
 * @param saved how many entries the write-ahead log gave back
 * @param missing the numbers of entries that are not there any more, in order
 * @param leftTables an author's own tables, with their schemas, that are in the kept H2 file alone:
 *     the new one was made without them
 * @param notes what an operator should know besides, a sentence each
 * @param kept the damaged files, as they were
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
   * Numbers of entries that follow each other.
   *
   * @param from the first
   * @param to the last
   */
  public record Range(long from, long to) {
    /** How many there are. */
    public long count() {
      return to - from + 1;
    }

    @Override
    public String toString() {
      return from == to ? String.valueOf(from) : from + " to " + to;
    }
  }

  /** Whether anything was wrong. */
  public boolean wasDamaged() {
    return !damages.isEmpty();
  }

  /** How many entries are missing. */
  public long missingCount() {
    return missing.stream().mapToLong(Range::count).sum();
  }
}
