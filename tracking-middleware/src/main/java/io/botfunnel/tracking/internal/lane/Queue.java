package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One durable queue of one bot, as its consumers see it. Entries of a lane are claimed one at a
 * time, in the order in which they were appended; lanes proceed side by side.
 *
 * <p>Every future completes after the change is committed, and that of {@link #suspect} after it is
 * forced to the device. A future fails with {@link OutboxUnavailableException} if nothing was
 * changed. Safe for use from any thread.
 */
public final class Queue {
  private final Lanes lanes;
  private final Topic topic;
  private final Consumer<Settlement> onSettled;

  /**
   * Creates a view of one queue.
   *
   * @param lanes the queues of the outbox
   * @param topic which of them, for the bot that is meant
   */
  public Queue(Lanes lanes, Topic topic) {
    this(lanes, topic, settlement -> {});
  }

  private Queue(Lanes lanes, Topic topic, Consumer<Settlement> onSettled) {
    this.lanes = lanes;
    this.topic = topic;
    this.onSettled = onSettled;
  }

  /**
   * Creates a view of the same queue that reports settlements.
   *
   * @param listener called for each settlement after it is committed, on a thread of the store;
   *     returns at once and throws nothing
   */
  public Queue onSettled(Consumer<Settlement> listener) {
    return new Queue(lanes, topic, listener);
  }

  /** Which queue this is. */
  public Topic topic() {
    return topic;
  }

  /**
   * Claims due entries, the longest due first, each the head of its lane.
   *
   * @param limit the most entries to claim
   */
  public CompletableFuture<List<Entry>> claim(int limit) {
    return lanes.claim(topic, limit);
  }

  /**
   * Claims quarantined entries that are due, the longest due first, each from a lane with no other
   * claimed entry.
   *
   * @param latestMs epoch milliseconds; an entry due later than this counts as due, because only a
   *     clock that was set back makes such a due time
   * @param limit the most entries to claim
   */
  public CompletableFuture<List<Entry>> claimQuarantined(long latestMs, int limit) {
    return lanes.claimQuarantined(topic, latestMs, limit);
  }

  /**
   * Records that the handler of a claimed entry is about to run.
   *
   * @return what is known against the entry; empty if nothing is
   * @see Lanes#begin
   */
  public CompletableFuture<Optional<Suspicion>> begin(Entry entry) {
    return lanes.begin(entry);
  }

  /** Records what is known against a claimed entry; complete once that is forced to the device. */
  public CompletableFuture<Void> suspect(Entry entry, Suspicion suspicion) {
    return lanes.suspect(entry, suspicion);
  }

  /**
   * Records that the handler of an entry has ended without settling it for good.
   *
   * @see Lanes#end
   */
  public CompletableFuture<Void> end(Entry entry) {
    return lanes.end(entry);
  }

  /** Settles claimed entries; the next entry of each lane becomes due. */
  public CompletableFuture<Void> settle(List<Settlement> settlements) {
    return lanes
        .settle(settlements)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                settlements.forEach(onSettled);
              }
            });
  }

  /** When the next unclaimed entry is due, in epoch milliseconds; empty if none waits. */
  public CompletableFuture<OptionalLong> nextDue() {
    return lanes.nextDue(topic);
  }

  /**
   * Makes entries due at once that would be due later than a time: after a clock was set back, no
   * entry may wait for the old time.
   *
   * @param latestMs epoch milliseconds
   * @return how many entries were changed
   */
  public CompletableFuture<Integer> clampDue(long latestMs) {
    return lanes.clampDue(topic, latestMs);
  }

  /** How many entries were accepted, and where they stand. */
  public Books books() {
    return lanes.books(topic);
  }

  /** Calls back, on a thread of the store, after a new entry may be due. */
  public void onDue(Runnable wake) {
    lanes.onDue(topic, wake);
  }
}
