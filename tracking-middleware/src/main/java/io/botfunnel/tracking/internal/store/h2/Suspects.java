package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.h2.wal.WalBatch;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.Attempted;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.internal.store.table.SuspectTable;
import io.botfunnel.tracking.internal.store.table.SuspectTable.Suspect;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The handlers that run in this process, and suspicions against entries whose handlers ran when an
 * earlier process ended. The write-ahead log records, unforced, that a handler begins or ends. The
 * table gets a row only when the log is shortened meanwhile, or something is proven. Used by the
 * writer's thread alone.
 */
final class Suspects {
  /** Entries whose handlers this process has begun and against which there is no suspicion. */
  private final Map<Long, Topic> running = new HashMap<>();

  private final Map<Long, Suspect> known = new HashMap<>();
  private final Set<Long> rows = new HashSet<>();

  /**
   * Reads the suspicions from disk.
   *
   * @param begun entries whose handlers are running according to the write-ahead log
   */
  void load(Session session, Set<Long> begun, Memtable memtable) throws SQLException {
    known.clear();
    rows.clear();
    for (Suspect row : SuspectTable.all(session)) {
      rows.add(row.id());
      add(row);
    }
    for (long id : begun) {
      Topic topic = topicOfWaiting(session, memtable, id);
      if (topic != null && !known.containsKey(id)) {
        add(new Suspect(id, topic, Suspicion.UNPROVEN));
      }
    }
  }

  private void add(Suspect suspect) {
    if (!running.containsKey(suspect.id())) {
      known.put(suspect.id(), suspect);
    }
  }

  private static @Nullable Topic topicOfWaiting(Session session, Memtable memtable, long id)
      throws SQLException {
    PendingEntry pending = memtable.waiting(id);
    if (pending != null) {
      return pending.entry().topic();
    }
    Optional<EntryRow> row = EntryRow.of(session, id).filter(EntryRow::waits);
    return row.isPresent() ? row.get().topic() : null;
  }

  /** Returns the suspicion against an entry; if there is none, records that its handler begins. */
  Optional<Suspicion> begin(Transaction tx, Entry entry) {
    Optional<Suspicion> suspicion = of(entry.id());
    if (suspicion.isEmpty()) {
      tx.put(running, entry.id(), entry.topic());
      WalBatch.of(tx).addUnforced(Attempted.begun(entry.id()));
    }
    return suspicion;
  }

  /** Stores a suspicion against an entry. */
  void put(Transaction tx, long id, Topic topic, Suspicion suspicion) throws SQLException {
    Suspect suspect = new Suspect(id, topic, suspicion);
    SuspectTable.put(tx.session(), suspect);
    tx.put(running, id, null);
    tx.put(known, id, suspect);
    addRow(tx, id);
  }

  private void addRow(Transaction tx, long id) {
    if (rows.add(id)) {
      tx.onRollback(() -> rows.remove(id));
    }
  }

  /** The suspicion against an entry; empty if there is none. */
  Optional<Suspicion> of(long id) {
    return Optional.ofNullable(known.get(id)).map(Suspect::suspicion);
  }

  boolean isQuarantined(long id) {
    return of(id).filter(Suspicion::isQuarantined).isPresent();
  }

  /** The ids of a topic's due quarantined entries, the longest due first. */
  List<Long> due(Topic topic, long nowMs, long latestMs) {
    return known.values().stream()
        .filter(suspect -> suspect.topic().equals(topic) && isDue(suspect, nowMs, latestMs))
        .sorted(Comparator.comparing(suspect -> dueAtMs(suspect)))
        .map(Suspect::id)
        .toList();
  }

  private static boolean isDue(Suspect suspect, long nowMs, long latestMs) {
    long dueAtMs = dueAtMs(suspect);
    return suspect.suspicion().isQuarantined() && (dueAtMs <= nowMs || dueAtMs > latestMs);
  }

  private static long dueAtMs(Suspect suspect) {
    Long dueAtMs = suspect.suspicion().nextTrialAtMs();
    return dueAtMs == null ? Long.MAX_VALUE : dueAtMs;
  }

  /** Records that the handler of an entry has ended, which clears any suspicion. */
  void ended(Transaction tx, long id) throws SQLException {
    if (running.containsKey(id) || known.containsKey(id)) {
      WalBatch.of(tx).addUnforced(Attempted.ended(id));
    }
    tx.put(running, id, null);
    tx.put(known, id, null);
    if (rows.remove(id)) {
      tx.onRollback(() -> rows.add(id));
      SuspectTable.remove(tx.session(), id);
    }
  }

  /** Stores what only the write-ahead log knows, before it is shortened. */
  void writeRows(Transaction tx) throws SQLException {
    List<Suspect> unwritten = new ArrayList<>(known.values());
    running.forEach((id, topic) -> unwritten.add(new Suspect(id, topic, Suspicion.UNPROVEN)));
    for (Suspect suspect : unwritten) {
      if (!rows.contains(suspect.id())) {
        SuspectTable.put(tx.session(), suspect);
        addRow(tx, suspect.id());
      }
    }
  }
}
