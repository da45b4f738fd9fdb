package io.botfunnel.tracking.lane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A durable queue of lanes. Within a lane one entry at a time is claimed, in the order of
 * appending; lanes run side by side.
 *
 * <p>Every future completes after the change is committed; those of {@link #append} and {@link
 * #suspect} after it is forced to the device. A future fails with {@link
 * OutboxUnavailableException} when nothing was changed. Safe for use from any thread.
 */
public interface Lanes {
  /** Appends in order, each entry once per key. */
  CompletableFuture<List<Appended>> append(List<NewEntry> entries);

  /** Claims at most {@code limit} due entries, the longest due first, each the head of its lane. */
  CompletableFuture<List<Entry>> claim(Topic topic, int limit);

  /**
   * Claims quarantined entries whose time has come, the longest due first, each in a lane of which
   * nothing is claimed. They stay refused until they are settled or {@link #end} is called.
   *
   * @param latestMs one that is due later than this was put off by a clock that was set back since:
   *     it is due now
   */
  CompletableFuture<List<Entry>> claimQuarantined(Topic topic, long latestMs, int limit);

  /**
   * Notes that the handler of a claimed entry is about to run, until the entry is settled for good
   * or {@link #end} is called. The note outlives the process, though not the machine: nothing is
   * forced for it.
   *
   * @return what is known against the entry; empty if nothing is, and only then the note is new.
   *     Fails with {@link OutboxUnavailableException} if the entry may be another process's by now
   */
  CompletableFuture<Optional<Suspicion>> begin(Entry entry);

  /** Says what is known against a claimed entry; complete once it is forced to the device. */
  CompletableFuture<Void> suspect(Entry entry, Suspicion suspicion);

  /**
   * Notes that the handler of an entry has ended, which is not settled for good: nothing is known
   * against it any more, and a quarantined entry waits again, claimed as it is.
   */
  CompletableFuture<Void> end(Entry entry);

  /** Gives claimed entries back, each to its fate; the next of its lane becomes due. */
  CompletableFuture<Void> settle(List<Settlement> settlements);

  /** When the next unclaimed entry is due, epoch milliseconds; empty where none waits. */
  CompletableFuture<OptionalLong> nextDue(Topic topic);

  /**
   * Makes entries that are due later than {@code latestMs} due at once: after a clock was set back
   * no entry may wait for the old time.
   */
  CompletableFuture<Integer> clampDue(Topic topic, long latestMs);

  /** Lets refused entries wait again: the one with this key. */
  CompletableFuture<Boolean> sendAgain(Topic topic, String key);

  /** The books of a topic. */
  Books books(Topic topic);

  /** Calls back, on a thread of the store, after something new may be due in the topic. */
  void onDue(Topic topic, Runnable wake);
}
