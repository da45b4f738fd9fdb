package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A durable queue of lanes. Within a lane, entries are claimed one at a time in the order of
 * appending; different lanes run in parallel.
 *
 * <p>Every future completes after its change is committed; those of {@link #append} and {@link
 * #suspect} after it is forced to disk. A future fails with {@link OutboxUnavailableException} if
 * nothing was changed. Safe for use from any thread.
 */
public interface Lanes {
  /**
   * Appends entries in order, one per key.
   *
   * @return one result per entry, in order
   */
  CompletableFuture<List<Appended>> append(List<NewEntry> entries);

  /**
   * Claims due entries, the longest due first. Each is the head of its lane.
   *
   * @param limit the most entries to claim
   */
  CompletableFuture<List<Entry>> claim(Topic topic, int limit);

  /**
   * Claims due quarantined entries, the longest due first, from lanes without a claimed entry. They
   * stay refused until they are settled or {@link #end} is called.
   *
   * @param latestMs epoch milliseconds; an entry due later than this counts as due, because only a
   *     clock that was set back makes such a due time
   * @param limit the most entries to claim
   */
  CompletableFuture<List<Entry>> claimQuarantined(Topic topic, long latestMs, int limit);

  /**
   * Notes that the handler of a claimed entry is about to run. The note stays until the entry has
   * its final settlement or {@link #end} is called. It survives the process but not the machine:
   * nothing is forced to disk for it.
   *
   * @return what is known against the entry; empty if nothing is, and only then the note is new.
   *     Fails with {@link OutboxUnavailableException} if another process may own the entry by now
   */
  CompletableFuture<Optional<Suspicion>> begin(Entry entry);

  /** Stores a suspicion against a claimed entry; completes once it is forced to disk. */
  CompletableFuture<Void> suspect(Entry entry, Suspicion suspicion);

  /**
   * Notes that the handler of an entry has ended without a final settlement. The suspicion is
   * dropped, and a quarantined entry waits again, still claimed.
   */
  CompletableFuture<Void> end(Entry entry);

  /** Settles claimed entries. The next entry of each lane becomes due. */
  CompletableFuture<Void> settle(List<Settlement> settlements);

  /** When the next unclaimed entry is due, epoch milliseconds; empty if none waits. */
  CompletableFuture<OptionalLong> nextDue(Topic topic);

  /**
   * Makes entries due at once that are due later than {@code latestMs}. Otherwise they would wait
   * for the old time after a clock was set back.
   *
   * @param latestMs epoch milliseconds
   * @return how many entries were changed
   */
  CompletableFuture<Integer> clampDue(Topic topic, long latestMs);

  /**
   * Makes a refused entry wait again.
   *
   * @return false if the topic has no refused entry with this key
   */
  CompletableFuture<Boolean> retry(Topic topic, String key);

  /**
   * The books of a topic. If the store does not respond within two seconds, these are the last
   * known books.
   */
  Books books(Topic topic);

  /**
   * Registers a callback for new entries that may be due in the topic. A thread of the store calls
   * it.
   *
   * @param wake returns at once and throws nothing
   */
  void onDue(Topic topic, Runnable wake);
}
