package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The counters behind the books: on disk in the transaction that changes what they count, and in
 * memory for whoever looks. Written by the writer, read by any thread.
 */
final class Tallies {
  private final Map<Tally, Long> onDisk = new HashMap<>();

  /** What the filing of the arrivals will change on disk. */
  private final Map<Tally, Long> unfiled = new HashMap<>();

  private volatile Map<Tally, Long> shown = Map.of();

  void load(Session session, List<Arrival> arrivals) throws SQLException {
    onDisk.clear();
    onDisk.putAll(TallyTable.all(session));
    unfiled.clear();
    arrivals.forEach(arrival -> count(unfiled, arrival, 1));
    show();
  }

  /** It arrived: the disk counts it when it is filed. */
  void arrived(Transaction tx, Arrival arrival) {
    count(unfiled, arrival, 1);
    tx.onRollback(() -> count(unfiled, arrival, -1));
  }

  /** It settled in memory and is not filed yet. */
  void settled(Arrival before, Arrival after) {
    count(unfiled, before, -1);
    count(unfiled, after, 1);
  }

  /** It is filed now: from the commit on the disk counts it where it stands. */
  void filed(Transaction tx, Arrival arrival) {
    CounterChanges.of(tx).add(arrival.entry().topic(), Tally.ACCEPTED, 1);
    CounterChanges.of(tx).add(arrival.entry().topic(), arrival.state().word(), 1);
    tx.afterCommit(() -> count(unfiled, arrival, -1));
  }

  /** Writes a transaction's changes, before it is committed. */
  void write(Transaction tx) throws SQLException {
    for (Map.Entry<Tally, Long> change : CounterChanges.of(tx).all().entrySet()) {
      TallyTable.add(tx.session(), change.getKey(), change.getValue());
    }
    tx.afterCommit(
        () -> CounterChanges.of(tx).all().forEach((tally, n) -> onDisk.merge(tally, n, Long::sum)));
  }

  /** Lets everybody see what the counters are now, all of them at once. */
  void show() {
    Map<Tally, Long> now = new HashMap<>(onDisk);
    unfiled.forEach((tally, n) -> now.merge(tally, n, Long::sum));
    shown = now;
  }

  Books books(Topic topic) {
    return Tally.books(shown, topic);
  }

  private static void count(Map<Tally, Long> counts, Arrival arrival, long n) {
    String topic = arrival.entry().topic().name();
    counts.merge(new Tally(topic, Tally.ACCEPTED), n, Long::sum);
    counts.merge(new Tally(topic, arrival.state().word()), n, Long::sum);
  }
}
