package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.State;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Records how an entry ended, and flags it for operators if needed. Used within a transaction. */
public final class TerminalState {
  private TerminalState() {}

  public static void write(
      Transaction tx, Entry entry, State state, @Nullable String reason, long atMs)
      throws SQLException {
    SettledTable.insert(tx.session(), entry.id(), state, reason, atMs);
    flag(tx, entry, state, reason);
  }

  /** Flags an entry for operators if its end, already recorded, needs their attention. */
  public static void flag(Transaction tx, Entry entry, State state, @Nullable String reason)
      throws SQLException {
    if (state == State.REFUSED) {
      FlaggedTable.add(tx.session(), entry.topic(), FlaggedTable.REFUSED, entry.id());
    } else if (entry.kind().equals(Bind.KIND) && state == State.DELIVERED) {
      bound(tx, entry, reason);
    }
  }

  private static void bound(Transaction tx, Entry bind, @Nullable String reason)
      throws SQLException {
    boolean matched = !Bind.UNMATCHED.equals(reason);
    FunnelCounting.countBound(tx, bind, matched);
    if (!matched) {
      FlaggedTable.add(tx.session(), bind.topic(), FlaggedTable.UNMATCHED, bind.id());
    }
  }
}
