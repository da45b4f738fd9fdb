package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.lane.Entry;
import java.util.List;

/**
 * What is known of a lane behind the entry in hand, so that nobody has to look.
 *
 * @param entries the next ones that wait in the table, in order
 * @param all whether no others do
 */
public record Prefetched(List<Entry> entries, boolean all) {
  /** Whoever wants to know has to look. */
  public static final Prefetched NOTHING = new Prefetched(List.of(), false);

  /** What a run tells of its first entry's lane: shorter than asked for, it is all there is. */
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
   * The same where an entry begins to wait: one before those that were read makes them worthless.
   */
  Prefetched with(long id) {
    boolean before = !isEmpty() && id < entries.get(entries.size() - 1).id();
    return before ? NOTHING : new Prefetched(entries, false);
  }
}
