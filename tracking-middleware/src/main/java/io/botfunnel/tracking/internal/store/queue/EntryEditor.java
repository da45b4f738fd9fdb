package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.AboveCeiling;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FlaggedTable;
import io.botfunnel.tracking.internal.store.table.FunnelCounting;
import io.botfunnel.tracking.internal.store.table.SettledTable;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.Optional;

/** Lets a refused entry wait again, or erases one that never is to be sent. */
public final class EntryEditor {
  private final Hands hands;

  /** What came of it. */
  public enum Outcome {
    CHANGED,
    /** It is on its way right now. */
    BUSY,
    /** It is in no state in which that can be done. */
    NOT_MEANT
  }

  /** In whose hands lanes are, as a database knows it. */
  public interface Hands {
    /** What arrived in a lane is in the tables from now on, where it was not. */
    void file(Transaction tx, long laneNo) throws SQLException;

    /**
     * An entry is about to wait again: nobody goes past it in its lane, and what was proven against
     * one that is quarantined is forgotten.
     */
    void waits(Transaction tx, EntryRow row) throws SQLException;

    /** Whether an entry is at its claimer's in this process right now. */
    boolean isInHand(EntryRow row);

    /** Whether one that waits can be taken out now: {@link Outcome#CHANGED} if so. */
    Outcome canGo(Transaction tx, EntryRow row) throws SQLException;

    /** One that waited is out: its lane goes on without it. */
    void gone(Transaction tx, EntryRow row) throws SQLException;

    /** One is erased: nothing is known against it any more. */
    void erased(Transaction tx, EntryRow row) throws SQLException;
  }

  public EntryEditor(Hands hands) {
    this.hands = hands;
  }

  /**
   * Lets it wait again: its place in the lane is its old one. A deposit that a ceiling has set
   * aside counts from now on, and goes to the bot's onConversion.
   */
  public Outcome sendAgain(Transaction tx, EntryRow row) throws SQLException {
    if (AboveCeiling.isTold(row)) {
      return Outcome.NOT_MEANT;
    }
    Outcome outcome = waitsAgain(tx, row);
    if (outcome == Outcome.CHANGED && AboveCeiling.is(row)) {
      released(tx, row);
    }
    return outcome;
  }

  private void released(Transaction tx, EntryRow deposit) throws SQLException {
    FunnelCounting.released(tx, deposit);
    Optional<EntryRow> told = toldOf(tx, deposit);
    if (told.isPresent()) {
      waitsAgain(tx, told.get());
    }
  }

  private Optional<EntryRow> toldOf(Transaction tx, EntryRow deposit) throws SQLException {
    hands.file(tx, AboveCeiling.laneNo(deposit));
    return AboveCeiling.told(tx, deposit);
  }

  /** Erases it, and what the bot was to be told of it if a ceiling has set it aside. */
  public Outcome drop(Transaction tx, EntryRow row) throws SQLException {
    Outcome outcome = erase(tx, row);
    if (outcome == Outcome.CHANGED && AboveCeiling.is(row) && !AboveCeiling.isTold(row)) {
      Optional<EntryRow> told = toldOf(tx, row);
      if (told.isPresent()) {
        erase(tx, told.get());
      }
    }
    return outcome;
  }

  private Outcome waitsAgain(Transaction tx, EntryRow row) throws SQLException {
    if (row.state() != State.REFUSED || row.body() == null) {
      return Outcome.NOT_MEANT;
    }
    tx.mustBeForced();
    hands.waits(tx, row);
    if (!SettledTable.delete(tx.session(), row.id())) {
      // Another operator was first
      return Outcome.NOT_MEANT;
    }
    EntryTable.reopen(tx.session(), row.id());
    FlaggedTable.remove(tx.session(), row.topic(), FlaggedTable.REFUSED, row.id());
    count(tx, row.topic(), State.REFUSED, State.WAITING);
    tx.mayBeDue(row.topic());
    return Outcome.CHANGED;
  }

  /** Erases what it says: it is never sent, and its key stays known. */
  public Outcome erase(Transaction tx, EntryRow row) throws SQLException {
    return switch (row.state()) {
      case WAITING -> eraseWaiting(tx, row);
      case REFUSED -> eraseRefused(tx, row);
      default -> Outcome.NOT_MEANT;
    };
  }

  private Outcome eraseWaiting(Transaction tx, EntryRow row) throws SQLException {
    Outcome possible = hands.canGo(tx, row);
    if (possible != Outcome.CHANGED) {
      return possible;
    }
    erased(tx, row);
    hands.gone(tx, row);
    count(tx, row.topic(), State.WAITING, State.ERASED);
    tx.mayBeDue(row.topic());
    return Outcome.CHANGED;
  }

  private Outcome eraseRefused(Transaction tx, EntryRow row) throws SQLException {
    if (hands.isInHand(row)) {
      return Outcome.BUSY;
    }
    if (!SettledTable.delete(tx.session(), row.id())) {
      return Outcome.NOT_MEANT;
    }
    erased(tx, row);
    FlaggedTable.remove(tx.session(), row.topic(), FlaggedTable.REFUSED, row.id());
    count(tx, row.topic(), State.REFUSED, State.ERASED);
    return Outcome.CHANGED;
  }

  private void erased(Transaction tx, EntryRow row) throws SQLException {
    tx.mustBeForced();
    hands.erased(tx, row);
    SettledTable.insert(tx.session(), row.id(), State.ERASED, null, tx.nowMs());
    EntryTable.eraseBody(tx.session(), row.id());
  }

  private static void count(Transaction tx, Topic topic, State from, State to) {
    CounterChanges.of(tx).add(topic, from.word(), -1);
    CounterChanges.of(tx).add(topic, to.word(), 1);
  }
}
