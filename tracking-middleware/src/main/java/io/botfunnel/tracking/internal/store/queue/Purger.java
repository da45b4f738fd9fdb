package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.AuditTable;
import io.botfunnel.tracking.internal.store.table.BindingAging;
import io.botfunnel.tracking.internal.store.table.Conflicts;
import io.botfunnel.tracking.internal.store.table.FlaggedTable;
import io.botfunnel.tracking.internal.store.table.FunnelTable;
import io.botfunnel.tracking.internal.store.table.PurgedTable;
import io.botfunnel.tracking.internal.store.table.SettledTable;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what ended long ago, in short steps that block nobody. It walks the tables from their
 * oldest row and stops at the first young one, so it needs no index.
 *
 * <p>The books still count purged entries, and waiting entries stay. Refused entries may be money:
 * they are kept much longer, then named in the log and counted in the audit. Quarantined entries
 * are retried, and stay.
 */
public final class Purger {
  private static final Logger log = LoggerFactory.getLogger(Purger.class);

  private static final int STEP = 500;
  private static final long BETWEEN_PASSES_MS = Duration.ofHours(1).toMillis();

  /** Telegram resends an update for 24 hours; a week is on the safe side. */
  private static final long UPDATE_KEYS_MS = Duration.ofDays(7).toMillis();

  private static final Set<String> DONE =
      Set.of(State.DELIVERED.word(), State.DUPLICATE.word(), State.ERASED.word());

  private static final String WHO = "retention";

  /**
   * How many steps without a due key end the walk. Keys are walked in the order in which their
   * entries arrived. Those of an outage were settled late, and may precede keys that are due.
   */
  private static final int MOST_EMPTY_STEPS = 20;

  private final long entriesMs;
  private final long keysMs;
  private final long refusedMs;
  private final long historyMs;
  private final BindingAging bindings;
  private long passBeganMs;
  private long nextPassMs;
  private long entriesDoneUpTo;
  private boolean entriesDone;
  private long keysDoneUpTo;
  private int emptySteps;
  private boolean keysDone;

  public Purger(Retention retention) {
    this.entriesMs = retention.entries().toMillis();
    this.keysMs = retention.keys().toMillis();
    this.refusedMs = retention.refused().toMillis();
    this.historyMs = retention.history().toMillis();
    this.bindings = new BindingAging(retention.bindings());
  }

  /** Whether a pass is due or under way. */
  public boolean isDue(long nowMs) {
    long untilPassMs = nextPassMs - nowMs;
    // A clock that was set back must not defer it.
    return untilPassMs <= 0 || untilPassMs > BETWEEN_PASSES_MS;
  }

  /** Does one step of a pass if one is due; returns whether another can follow at once. */
  public boolean step(Transaction tx) throws SQLException {
    if (!isDue(tx.nowMs())) {
      return false;
    }
    if (entriesDoneUpTo == 0 && !entriesDone) {
      passBeganMs = tx.nowMs();
    }
    if (!entriesDone) {
      entriesDone = purgeEntries(tx);
      return true;
    }
    if (!keysDone) {
      keysDone = deleteKeys(tx);
      return true;
    }
    boolean more = deleteHistory(tx) || bindings.step(tx, STEP);
    if (!more) {
      endPass(tx);
    }
    return more;
  }

  /** Leaves this pass to another process. */
  public void leave(long nowMs) {
    nextPassMs = nowMs + BETWEEN_PASSES_MS;
  }

  private void endPass(Transaction tx) throws SQLException {
    nextPassMs = passBeganMs + BETWEEN_PASSES_MS;
    entriesDone = false;
    entriesDoneUpTo = 0;
    keysDoneUpTo = 0;
    emptySteps = 0;
    keysDone = false;
    FunnelTable.purge(tx.session(), tx.nowMs());
    FlaggedTable.purge(tx.session());
  }

  private boolean deleteHistory(Transaction tx) throws SQLException {
    long untilMs = tx.nowMs() - historyMs;
    return Conflicts.dropUntil(tx.session(), untilMs, STEP) == STEP
        || AuditTable.dropUntil(tx.session(), untilMs, STEP) == STEP;
  }

  /** An entry of the walk; without a state it waits. */
  private record Row(
      long id,
      String topic,
      @Nullable String state,
      long appendedAtMs,
      long settledAtMs,
      String key,
      @Nullable String reason,
      boolean isQuarantined) {
    boolean isRefused() {
      return State.REFUSED.word().equals(state);
    }
  }

  /** Purges the next old entries; returns whether the walk has reached a young entry or the end. */
  private boolean purgeEntries(Transaction tx) throws SQLException {
    List<Row> rows =
        tx.session()
            .all(
                "SELECT e.id, e.topic, s.state, e.appended_at_ms, s.settled_at_ms, e.entry_key,"
                    + " s.reason, q.id"
                    + " FROM entry e LEFT JOIN settled s ON s.id = e.id"
                    + " LEFT JOIN suspect q ON q.id = e.id"
                    + " WHERE e.id > ? ORDER BY e.id LIMIT ?",
                row ->
                    new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getString(7),
                        row.getObject(8) != null),
                entriesDoneUpTo,
                STEP);
    List<Row> old = new ArrayList<>();
    for (Row row : rows) {
      if (row.appendedAtMs() > tx.nowMs() - Math.min(entriesMs, UPDATE_KEYS_MS)) {
        purge(tx, old);
        return true;
      }
      old.add(row);
      entriesDoneUpTo = row.id();
    }
    purge(tx, old);
    return rows.size() < STEP;
  }

  private void purge(Transaction tx, List<Row> rows) throws SQLException {
    List<Row> gone = rows.stream().filter(row -> isDone(row, tx.nowMs())).toList();
    List<Row> keyed = gone.stream().filter(row -> keepsKey(row, tx.nowMs())).toList();
    tx.session().batch(PurgedTable.KEEP_KEY, ids(keyed));
    tx.session().batch(SettledTable.DELETE, ids(gone));
    tx.session().batch("DELETE FROM entry WHERE id = ?", ids(gone));
    reportRefused(tx, gone.stream().filter(Row::isRefused).toList());
  }

  private void reportRefused(Transaction tx, List<Row> dropped) throws SQLException {
    if (dropped.isEmpty()) {
      return;
    }
    Instant until = Instant.ofEpochMilli(tx.nowMs() - refusedMs);
    AuditTable.add(
        tx,
        WHO,
        "dropped %,d entries that were refused before %s: %s"
            .formatted(
                dropped.size(), until, String.join(", ", dropped.stream().map(Row::key).toList())));
    tx.afterCommit(
        () ->
            dropped.forEach(
                row ->
                    log.warn(
                        "dropped {} of {}, refused at {} ({}): tracking.outbox.refused-retention has passed",
                        row.key(),
                        row.topic(),
                        Instant.ofEpochMilli(row.settledAtMs()),
                        row.reason())));
  }

  private boolean isDone(Row row, long nowMs) {
    if (row.isRefused()) {
      return !row.isQuarantined() && row.settledAtMs() <= nowMs - refusedMs;
    }
    long keptMs = Topic.named(row.topic()).keepsBodies() ? entriesMs : UPDATE_KEYS_MS;
    return row.state() != null && DONE.contains(row.state()) && row.settledAtMs() <= nowMs - keptMs;
  }

  private boolean keepsKey(Row row, long nowMs) {
    return Topic.named(row.topic()).keepsBodies() && row.settledAtMs() > nowMs - keysMs;
  }

  private static List<Object[]> ids(List<Row> rows) {
    return rows.stream().map(row -> new Object[] {row.id()}).toList();
  }

  private record Key(long id, long settledAtMs) {}

  /** Deletes the next old keys; returns whether no more can be due. */
  private boolean deleteKeys(Transaction tx) throws SQLException {
    List<Key> keys =
        tx.session()
            .all(
                "SELECT id, settled_at_ms FROM purged WHERE id > ? ORDER BY id LIMIT ?",
                row -> new Key(row.getLong(1), row.getLong(2)),
                keysDoneUpTo,
                STEP);
    List<Object[]> due =
        keys.stream()
            .filter(key -> key.settledAtMs() <= tx.nowMs() - keysMs)
            .map(key -> new Object[] {key.id()})
            .toList();
    tx.session().batch("DELETE FROM purged WHERE id = ?", due);
    emptySteps = due.isEmpty() ? emptySteps + 1 : 0;
    if (keys.size() < STEP) {
      return true;
    }
    keysDoneUpTo = keys.get(STEP - 1).id();
    return emptySteps == MOST_EMPTY_STEPS;
  }
}
