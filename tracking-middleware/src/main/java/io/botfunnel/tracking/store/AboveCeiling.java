package io.botfunnel.tracking.store;

import io.botfunnel.tracking.conversion.ConversionCodec;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A deposit that a ceiling has set aside, and what the bot is to be told of it: they are sent
 * together, or erased together. Used within a transaction.
 */
final class AboveCeiling {
  private AboveCeiling() {}

  /** Whether it is set aside by a ceiling. */
  static boolean is(Row row) {
    return row.state() == State.REFUSED && DepositCeiling.isWhy(row.reason());
  }

  /** Whether it is set aside by a ceiling from the moment on when it came. */
  static boolean is(Arrival arrival) {
    return arrival.state() == State.REFUSED && DepositCeiling.isWhy(arrival.reason());
  }

  /** Whether it is what the bot is to be told, which goes with its deposit. */
  static boolean isTold(Row row) {
    return is(row) && row.topic().kind().equals(Topic.CONVERSIONS);
  }

  /** What the bot is to be told of a deposit, once all of its lane is filed. */
  static Optional<Row> told(Transaction tx, Row deposit) throws SQLException {
    Topic conversions = Topic.CONVERSIONS.of(deposit.topic().bot());
    for (long id : EntryTable.refusedOf(tx.session(), conversions, laneNo(deposit))) {
      Optional<Row> row = Row.of(tx.session(), id).filter(each -> isTold(each, deposit));
      if (row.isPresent()) {
        return row;
      }
    }
    return Optional.empty();
  }

  /** The lane of a deposit's conversion, for the bot's onConversion. */
  static long laneNo(Row deposit) {
    return Hash.of(Topic.CONVERSIONS.of(deposit.topic().bot()), deposit.lane()).high();
  }

  private static boolean isTold(Row row, Row deposit) {
    String body = row.body();
    return is(row)
        && row.kind().equals(deposit.kind())
        && body != null
        && ConversionCodec.read(body).eid().value().equals(deposit.eid());
  }
}
