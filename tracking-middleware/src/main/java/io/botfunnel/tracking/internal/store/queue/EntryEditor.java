package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.AboveCeiling;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FlaggedTable;
import io.botfunnel.tracking.internal.store.table.FunnelCounting;
import io.botfunnel.tracking.internal.store.table.SettledTable;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.Optional;

/** Sends a refused entry again, or erases one that must never be sent. */
public final class EntryEditor {
  private final LaneOwnership ownership;

  /** The outcome of a change. */
  public enum Outcome {
    CHANGED,
    /** The entry is being processed right now. */
    BUSY,
    /** The entry's state does not allow the change. */
    NOT_ALLOWED
  }

  /** Who holds which lanes, as the database knows it. */
  public interface LaneOwnership {
    /** Flushes a lane into the tables, if its entries are not there yet. */
    void flush(Transaction tx, long laneNo) throws SQLException;

    /**
     * Prepares an entry to wait again. Its lane must not pass it, and a quarantined entry loses
     * what was proven against it.
     */
    void reopen(Transaction tx, EntryRow row) throws SQLException;

    /** Whether the entry is being processed in this process right now. */
    boolean isProcessing(EntryRow row);

    /** Whether a waiting entry can be removed now: {@link Outcome#CHANGED} if so. */
    Outcome canRemove(Transaction tx, EntryRow row) throws SQLException;

    /** Lets the lane go on without an entry that no longer waits. */
    void removed(Transaction tx, EntryRow row) throws SQLException;

    /** Forgets what is known against an erased entry. */
    void clearSuspicion(Transaction tx, EntryRow row) throws SQLException;
  }

  public EntryEditor(LaneOwnership ownership) {
    this.ownership = ownership;
  }

  /**
   * Sends an entry again; it keeps its old place in the lane. A deposit above the ceiling counts
   * from now on, and goes to the bot's {@code onConversion}.
   */
  public Outcome retry(Transaction tx, EntryRow row) throws SQLException {
    if (AboveCeiling.isConversion(row)) {
      return Outcome.NOT_ALLOWED;
    }
    Outcome outcome = waitsAgain(tx, row);
    if (outcome == Outcome.CHANGED && AboveCeiling.is(row)) {
      released(tx, row);
    }
    return outcome;
  }

  private void released(Transaction tx, EntryRow deposit) throws SQLException {
    FunnelCounting.countReleased(tx, deposit);
    Optional<EntryRow> conversion = conversionOf(tx, deposit);
    if (conversion.isPresent()) {
      waitsAgain(tx, conversion.get());
    }
  }

  private Optional<EntryRow> conversionOf(Transaction tx, EntryRow deposit) throws SQLException {
    ownership.flush(tx, AboveCeiling.laneNo(deposit));
    return AboveCeiling.conversion(tx, deposit);
  }

  /** Erases an entry, together with the bot's conversion if it is a deposit above the ceiling. */
  public Outcome drop(Transaction tx, EntryRow row) throws SQLException {
    Outcome outcome = erase(tx, row);
    if (outcome == Outcome.CHANGED && AboveCeiling.is(row) && !AboveCeiling.isConversion(row)) {
      Optional<EntryRow> conversion = conversionOf(tx, row);
      if (conversion.isPresent()) {
        erase(tx, conversion.get());
      }
    }
    return outcome;
  }

  private Outcome waitsAgain(Transaction tx, EntryRow row) throws SQLException {
    if (row.state() != State.REFUSED || row.body() == null) {
      return Outcome.NOT_ALLOWED;
    }
    tx.mustBeForced();
    ownership.reopen(tx, row);
    if (!SettledTable.delete(tx.session(), row.id())) {
      // Another operator was first
      return Outcome.NOT_ALLOWED;
    }
    EntryTable.reopen(tx.session(), row.id());
    FlaggedTable.remove(tx.session(), row.topic(), FlaggedTable.REFUSED, row.id());
    count(tx, row.topic(), State.REFUSED, State.WAITING);
    tx.mayBeDue(row.topic());
    return Outcome.CHANGED;
  }

  /** Erases the content of an entry: it is never sent, and its key stays known. */
  public Outcome erase(Transaction tx, EntryRow row) throws SQLException {
    return switch (row.state()) {
      case WAITING -> eraseWaiting(tx, row);
      case REFUSED -> eraseRefused(tx, row);
      default -> Outcome.NOT_ALLOWED;
    };
  }

  private Outcome eraseWaiting(Transaction tx, EntryRow row) throws SQLException {
    Outcome possible = ownership.canRemove(tx, row);
    if (possible != Outcome.CHANGED) {
      return possible;
    }
    erased(tx, row);
    ownership.removed(tx, row);
    count(tx, row.topic(), State.WAITING, State.ERASED);
    tx.mayBeDue(row.topic());
    return Outcome.CHANGED;
  }

  private Outcome eraseRefused(Transaction tx, EntryRow row) throws SQLException {
    if (ownership.isProcessing(row)) {
      return Outcome.BUSY;
    }
    if (!SettledTable.delete(tx.session(), row.id())) {
      return Outcome.NOT_ALLOWED;
    }
    erased(tx, row);
    FlaggedTable.remove(tx.session(), row.topic(), FlaggedTable.REFUSED, row.id());
    count(tx, row.topic(), State.REFUSED, State.ERASED);
    return Outcome.CHANGED;
  }

  private void erased(Transaction tx, EntryRow row) throws SQLException {
    tx.mustBeForced();
    ownership.clearSuspicion(tx, row);
    SettledTable.insert(tx.session(), row.id(), State.ERASED, null, tx.nowMs());
    EntryTable.eraseBody(tx.session(), row.id());
  }

  private static void count(Transaction tx, Topic topic, State from, State to) {
    CounterChanges.of(tx).add(topic, from.word(), -1);
    CounterChanges.of(tx).add(topic, to.word(), 1);
  }
}
