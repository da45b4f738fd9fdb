package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.internal.conversion.ConversionCodec;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A deposit that was refused because it is above the ceiling, and its conversion for the bot. Both
 * are sent together, or erased together. Used within a transaction.
 */
public final class AboveCeiling {
  private AboveCeiling() {}

  /** Whether the entry was refused because it is above a ceiling. */
  public static boolean is(EntryRow row) {
    return row.state() == State.REFUSED && DepositCeiling.isReason(row.reason());
  }

  /** Whether the entry was refused on arrival because it is above a ceiling. */
  static boolean is(PendingEntry pending) {
    return pending.state() == State.REFUSED && DepositCeiling.isReason(pending.reason());
  }

  /** Whether the entry is the conversion that belongs to such a deposit. */
  public static boolean isConversion(EntryRow row) {
    return is(row) && row.topic().kind().equals(Topic.CONVERSIONS);
  }

  /** The conversion of a deposit, once its whole lane is in the tables. */
  public static Optional<EntryRow> conversion(Transaction tx, EntryRow deposit)
      throws SQLException {
    Topic conversions = Topic.CONVERSIONS.of(deposit.topic().bot());
    for (long id : EntryTable.refusedOf(tx.session(), conversions, laneNo(deposit))) {
      Optional<EntryRow> row =
          EntryRow.of(tx.session(), id).filter(each -> isConversion(each, deposit));
      if (row.isPresent()) {
        return row;
      }
    }
    return Optional.empty();
  }

  /** The lane of a deposit's conversion, for the bot's {@code onConversion}. */
  public static long laneNo(EntryRow deposit) {
    return KeyHash.of(Topic.CONVERSIONS.of(deposit.topic().bot()), deposit.lane()).high();
  }

  private static boolean isConversion(EntryRow row, EntryRow deposit) {
    String body = row.body();
    return is(row)
        && row.kind().equals(deposit.kind())
        && body != null
        && ConversionCodec.read(body).eid().value().equals(deposit.eid());
  }
}
