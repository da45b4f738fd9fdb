package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Topic;
import java.util.HashMap;
import java.util.Map;

/** What a transaction changes in the counters behind the books. */
final class CounterChanges {
  private final Map<Tally, Long> changes = new HashMap<>();

  static CounterChanges of(Transaction tx) {
    return tx.part(CounterChanges.class, CounterChanges::new);
  }

  void add(Topic topic, String counted, long change) {
    changes.merge(new Tally(topic.name(), counted), change, Long::sum);
  }

  Map<Tally, Long> all() {
    return changes;
  }
}
