package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.util.Map;

/** What a counter counts: the entries of a topic in one state, or all that were ever accepted. */
public record CounterKey(String topic, String name) {
  public static final String ACCEPTED = "accepted";

  /** Builds the books of a topic. */
  public static Books books(Map<CounterKey, Long> counts, Topic topic) {
    return new Books(
        count(counts, topic, ACCEPTED),
        count(counts, topic, State.WAITING.word()),
        count(counts, topic, State.DELIVERED.word()),
        count(counts, topic, State.DUPLICATE.word()),
        count(counts, topic, State.REFUSED.word()),
        count(counts, topic, State.ERASED.word()));
  }

  private static long count(Map<CounterKey, Long> counts, Topic topic, String name) {
    return counts.getOrDefault(new CounterKey(topic.name(), name), 0L);
  }
}
