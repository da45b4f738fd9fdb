package io.botfunnel.tracking.lane;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A durable queue of lanes. Within a lane one entry at a time is claimed, in the order of
 * appending; lanes run side by side.
 *
 * <p>Every future completes after the change is committed; those of {@link #append} and {@link
 * #mark} after it is forced to the device. A future fails with {@link OutboxUnavailableException}
 * when nothing was changed. Safe for use from any thread.
 */
public interface Lanes {
  /** Appends in order, each entry once per key. */
  CompletableFuture<List<Appended>> append(List<NewEntry> entries);

  /** Claims at most {@code limit} due entries, the longest due first, each the head of its lane. */
  CompletableFuture<List<Entry>> claim(Topic topic, int limit);

  /**
   * Counts an attempt against a claimed entry before it is made, so that an attempt that takes the
   * process down is remembered.
   */
  CompletableFuture<Entry> mark(Entry entry);

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
