package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.conversion.ConversionCodec;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.StagedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what authors have committed with transactions of their own into the outbox, in the order in
 * which it was handed over. One that cannot be read is left where it is and holds nobody up.
 */
public final class StagedEventReader {
  private static final Logger log = LoggerFactory.getLogger(StagedEventReader.class);

  /** A hook that comes meanwhile can wait for so many unnoticed. */
  private static final int A_STEP = 200;

  private static final int LONGEST_REASON = 400;

  private final Map<BotName, ConversionSink> sinks = new ConcurrentHashMap<>();

  /** What is that bot's is recorded there, from now on. */
  public void into(BotName bot, ConversionSink sink) {
    sinks.put(bot, sink);
  }

  /** Whether no bot wants anything taken. */
  public boolean isIdle() {
    return sinks.isEmpty();
  }

  /**
   * What a step has taken.
   *
   * @param ids the rows, which are to be deleted
   * @param more whether others may be there
   */
  public record Taken(List<Long> ids, boolean more) {
    static final Taken NOTHING = new Taken(List.of(), false);
  }

  /**
   * Records the oldest of each bot, unless somebody else is at it. What authors did is on the
   * device before what follows from it is.
   */
  public Taken take(Transaction tx) throws SQLException {
    Session session = tx.session();
    if (!session.dialect().aloneNow(session, StagedTable.NAME)) {
      return Taken.NOTHING;
    }
    List<Long> ids = new ArrayList<>();
    boolean more = false;
    for (Map.Entry<BotName, ConversionSink> each : sinks.entrySet()) {
      List<StagedTable.Row> rows = StagedTable.oldest(session, each.getKey(), A_STEP);
      ids.addAll(record(tx, rows, each.getValue()));
      more = more || rows.size() == A_STEP;
    }
    return new Taken(ids, more);
  }

  private static List<Long> record(Transaction tx, List<StagedTable.Row> rows, ConversionSink sink)
      throws SQLException {
    List<Long> ids = new ArrayList<>();
    for (StagedTable.Row row : rows) {
      tx.mustBeForced();
      Optional<Conversion> conversion = read(tx, row);
      if (conversion.isPresent()) {
        sink.record(tx, conversion.get());
        ids.add(row.id());
      }
    }
    return ids;
  }

  private static Optional<Conversion> read(Transaction tx, StagedTable.Row row)
      throws SQLException {
    try {
      return Optional.of(ConversionCodec.read(row.body()));
    } catch (IllegalArgumentException e) {
      String said = String.valueOf(e.getMessage());
      String reason = said.substring(0, Math.min(said.length(), LONGEST_REASON));
      StagedTable.setAside(tx.session(), row.id(), reason);
      tx.afterCommit(() -> sayIsSetAside(row.id(), reason));
      return Optional.empty();
    }
  }

  private static void sayIsSetAside(long id, String reason) {
    log.error(
        "row {} of the table handed is no event and is left there: {}."
            + " Only the hooks write there; report the event again, then delete the row",
        id,
        reason);
  }
}
