package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.lane.Entry;
import java.util.List;

/**
 * What is known of the entries behind a lane's claimed entry, so that they need not be read.
 *
 * @param entries the next waiting entries in the table, in order
 * @param all whether no others wait
 */
public record Prefetched(List<Entry> entries, boolean all) {
  /** Nothing is known; the table must be read. */
  public static final Prefetched NOTHING = new Prefetched(List.of(), false);

  /** The entries behind the first of a run; if the run is shorter than asked for, these are all. */
  public static Prefetched behindFirst(List<Entry> run, int asked) {
    return new Prefetched(run.subList(1, run.size()), run.size() < asked);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  Entry first() {
    return entries.get(0);
  }

  Prefetched behindFirst() {
    return new Prefetched(entries.subList(1, entries.size()), all);
  }

  /**
   * Takes a new waiting entry into account. If it precedes one of those read ahead, all of them are
   * discarded.
   */
  Prefetched with(long id) {
    boolean before = !isEmpty() && id < entries.get(entries.size() - 1).id();
    return before ? NOTHING : new Prefetched(entries, false);
  }
}
