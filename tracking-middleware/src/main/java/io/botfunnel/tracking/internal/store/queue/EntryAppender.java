package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Appends entries to the queues, each key once, within a transaction of the caller. */
public final class EntryAppender {
  private final Target target;

  /** Where a database puts new entries. */
  public interface Target {
    /** The fingerprint of a known key. */
    Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException;

    /** The lane of a known key; empty once its entry is purged. */
    Optional<String> lane(Transaction tx, Topic topic, String key) throws SQLException;

    /** The next entry's id; 0 if the id is assigned when the entry is written. */
    long nextId();

    /** Stores an entry whose key is new. */
    void put(Transaction tx, PendingEntry pending) throws SQLException;
  }

  public EntryAppender(Target target) {
    this.target = target;
  }

  /** Appends entries in order. */
  public List<Appended> append(Transaction tx, List<NewEntry> entries) throws SQLException {
    List<Appended> results = new ArrayList<>();
    for (NewEntry entry : entries) {
      results.add(append(tx, entry, null));
    }
    return results;
  }

  /** Appends an entry; it is refused at once if a reason is given. */
  public Appended append(Transaction tx, NewEntry entry, @Nullable String refusal)
      throws SQLException {
    Optional<String> known = fingerprint(tx, entry.topic(), entry.key());
    if (known.isPresent()) {
      return known.get().equals(entry.fingerprint()) ? Appended.DUPLICATE : Appended.CONFLICT;
    }
    String reason = BodyLength.reason(entry, refusal);
    PendingEntry pending = pendingOf(entry, tx.nowMs());
    target.put(tx, reason == null ? pending : pending.settled(State.REFUSED, reason, tx.nowMs()));
    return Appended.QUEUED;
  }

  /** Appends an entry as delivered, only to be shown. */
  Appended appendDelivered(Transaction tx, NewEntry entry) throws SQLException {
    if (fingerprint(tx, entry.topic(), entry.key()).isPresent()) {
      return Appended.DUPLICATE;
    }
    target.put(tx, pendingOf(entry, tx.nowMs()).settled(State.DELIVERED, null, tx.nowMs()));
    return Appended.QUEUED;
  }

  /** The fingerprint of a known key. */
  Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException {
    return target.fingerprint(tx, topic, key);
  }

  /** The lane of a known key; empty once its entry is purged. */
  Optional<String> lane(Transaction tx, Topic topic, String key) throws SQLException {
    return target.lane(tx, topic, key);
  }

  private PendingEntry pendingOf(NewEntry entry, long nowMs) {
    return PendingEntry.waiting(
        new Entry(
            target.nextId(),
            entry.topic(),
            entry.lane(),
            entry.kind(),
            entry.key(),
            entry.body(),
            0,
            nowMs),
        entry.fingerprint());
  }
}
