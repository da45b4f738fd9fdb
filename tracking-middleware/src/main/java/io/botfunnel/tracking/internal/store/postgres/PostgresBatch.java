package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.sql.Dialect;
import io.botfunnel.tracking.internal.store.sql.RacedException;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.CounterKey;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FunnelCounting;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.internal.store.table.TerminalState;
import io.botfunnel.tracking.outbox.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a transaction appends. They are collected, and written before the commit in a
 * few statements, however many they are. The rows of their lanes are locked first, in one order for
 * all writers. So no two writers wait for each other, and ids within a lane are in commit order.
 */
final class PostgresBatch {
  private static final String LOCK_LANES =
      "INSERT INTO lane (lane_no, topic, head_id, due_at_ms)"
          + " SELECT u.lane_no, u.topic,"
          + " CASE WHEN s.is_called THEN s.last_value + 1 ELSE s.last_value END, ?"
          + " FROM unnest(?::bigint[], ?::varchar[]) AS u(lane_no, topic), entry_id s"
          + " ORDER BY u.lane_no"
          + " ON CONFLICT (lane_no) DO UPDATE SET topic = EXCLUDED.topic";

  private static final String INSERT =
      "INSERT INTO entry (id, topic, lane_no, lane, kind, entry_key, key_high, key_low,"
          + " fingerprint, attempts, body, appended_at_ms)"
          + " SELECT nextval('entry_id'), u.topic, u.lane_no, u.lane, u.kind, u.entry_key,"
          + " u.key_high, u.key_low, u.fingerprint, 0, u.body, ?"
          + " FROM unnest(?::varchar[], ?::bigint[], ?::varchar[], ?::varchar[], ?::varchar[],"
          + " ?::bigint[], ?::bigint[], ?::varchar[], ?::varchar[]) WITH ORDINALITY"
          + " AS u(topic, lane_no, lane, kind, entry_key, key_high, key_low, fingerprint, body, n)"
          + " ORDER BY u.n"
          + " ON CONFLICT (key_high, key_low) DO NOTHING"
          + " RETURNING id, key_high, key_low";

  private final Map<KeyHash, PendingEntry> pending = new LinkedHashMap<>();

  static PostgresBatch of(Transaction tx) {
    return tx.part(PostgresBatch.class, PostgresBatch::new);
  }

  void add(PendingEntry added) {
    pending.put(KeyHash.of(added.entry().topic(), added.entry().key()), added);
  }

  @Nullable PendingEntry find(KeyHash key) {
    return pending.get(key);
  }

  /**
   * Writes the collected entries.
   *
   * @throws RacedException if another writer has recorded one of them since its key was looked up
   */
  void write(Transaction tx) throws SQLException {
    if (pending.isEmpty()) {
      return;
    }
    lockLanes(tx);
    Map<KeyHash, Long> ids = insert(tx);
    if (ids.size() < pending.size()) {
      throw new RacedException();
    }
    for (Map.Entry<KeyHash, PendingEntry> each : pending.entrySet()) {
      written(tx, each.getValue(), ids.get(each.getKey()));
    }
    pending.clear();
  }

  private void lockLanes(Transaction tx) throws SQLException {
    Map<Long, String> lanes = new HashMap<>();
    pending.values().stream()
        .filter(PendingEntry::waits)
        .forEach(each -> lanes.put(each.laneNo(), each.entry().topic().name()));
    if (!lanes.isEmpty()) {
      List<Long> numbers = new ArrayList<>(lanes.keySet());
      tx.session()
          .update(
              LOCK_LANES,
              tx.nowMs(),
              numbers.stream().mapToLong(number -> number).toArray(),
              numbers.stream().map(lanes::get).toArray(String[]::new));
    }
  }

  private Map<KeyHash, Long> insert(Transaction tx) throws SQLException {
    List<PendingEntry> all = List.copyOf(pending.values());
    List<KeyHash> keys = List.copyOf(pending.keySet());
    Map<KeyHash, Long> ids = new HashMap<>();
    tx.session()
        .all(
            INSERT,
            row -> ids.put(new KeyHash(row.getLong(2), row.getLong(3)), row.getLong(1)),
            tx.nowMs(),
            texts(tx, all, each -> each.entry().topic().name()),
            numbers(all, PendingEntry::laneNo),
            texts(tx, all, each -> each.entry().lane()),
            texts(tx, all, each -> each.entry().kind()),
            texts(tx, all, each -> each.entry().key()),
            numbers(keys, KeyHash::high),
            numbers(keys, KeyHash::low),
            texts(tx, all, PendingEntry::fingerprint),
            texts(tx, all, PostgresBatch::body));
    return ids;
  }

  private static @Nullable String body(PendingEntry added) {
    Entry entry = added.entry();
    return EntryTable.keepsBody(entry.topic(), added.state())
        ? EntryTable.cut(entry.body(), EntryTable.LONGEST_BODY)
        : null;
  }

  private static @Nullable String[] texts(
      Transaction tx, List<PendingEntry> all, Function<PendingEntry, @Nullable String> text) {
    Dialect dialect = tx.session().dialect();
    @Nullable String[] texts = new @Nullable String[all.size()];
    for (int i = 0; i < texts.length; i++) {
      String each = text.apply(all.get(i));
      texts[i] = each == null ? null : dialect.text(each);
    }
    return texts;
  }

  private static <T> long[] numbers(List<T> all, ToLongFunction<T> number) {
    return all.stream().mapToLong(number).toArray();
  }

  private static void written(Transaction tx, PendingEntry added, @Nullable Long id)
      throws SQLException {
    Entry entry = added.entry();
    CounterChanges.of(tx).add(entry.topic(), CounterKey.ACCEPTED, 1);
    CounterChanges.of(tx).add(entry.topic(), added.state().word(), 1);
    FunnelCounting.countWritten(tx, added);
    if (added.settledAtMs() != null && id != null) {
      Entry known =
          new Entry(
              id,
              entry.topic(),
              entry.lane(),
              entry.kind(),
              entry.key(),
              entry.body(),
              0,
              entry.appendedAtMs());
      TerminalState.write(tx, known, added.state(), added.reason(), added.settledAtMs());
    }
    if (added.state() == State.WAITING) {
      tx.mayBeDue(entry.topic());
    }
  }
}
