package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.Topic;
import java.util.HashMap;
import java.util.Map;

/** The changes that a transaction makes to the counters behind the books. */
public final class CounterChanges {
  private final Map<CounterKey, Long> changes = new HashMap<>();

  public static CounterChanges of(Transaction tx) {
    return tx.part(CounterChanges.class, CounterChanges::new);
  }

  public void add(Topic topic, String name, long change) {
    changes.merge(new CounterKey(topic.name(), name), change, Long::sum);
  }

  public Map<CounterKey, Long> all() {
    return changes;
  }
}
