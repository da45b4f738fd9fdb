package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.internal.conversion.ConversionCodec;
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
 * Moves the events that authors staged and committed into the outbox, in the order of staging. An
 * unreadable event stays where it is and blocks nothing.
 */
public final class StagedEventReader {
  private static final Logger log = LoggerFactory.getLogger(StagedEventReader.class);

  /** Rows per step: so few that a concurrent hook does not notice the wait. */
  private static final int A_STEP = 200;

  private static final int LONGEST_REASON = 400;

  private final Map<BotName, ConversionSink> sinks = new ConcurrentHashMap<>();

  /** From now on, records the staged events of the bot through the sink. */
  public void addSink(BotName bot, ConversionSink sink) {
    sinks.put(bot, sink);
  }

  /** Whether no bot has registered a sink. */
  public boolean isIdle() {
    return sinks.isEmpty();
  }

  /**
   * The result of a step.
   *
   * @param ids the recorded rows, which must be deleted
   * @param more whether others may be there
   */
  public record StepResult(List<Long> ids, boolean more) {
    static final StepResult NOTHING = new StepResult(List.of(), false);
  }

  /**
   * Records the oldest staged events of each bot, unless another transaction is doing so. Authors'
   * transactions reach the device before the events recorded from them.
   */
  public StepResult step(Transaction tx) throws SQLException {
    Session session = tx.session();
    if (!session.dialect().tryLock(session, StagedTable.NAME)) {
      return StepResult.NOTHING;
    }
    List<Long> ids = new ArrayList<>();
    boolean more = false;
    for (Map.Entry<BotName, ConversionSink> each : sinks.entrySet()) {
      List<StagedTable.Row> rows = StagedTable.oldest(session, each.getKey(), A_STEP);
      ids.addAll(record(tx, rows, each.getValue()));
      more = more || rows.size() == A_STEP;
    }
    return new StepResult(ids, more);
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
      String message = String.valueOf(e.getMessage());
      String reason = message.substring(0, Math.min(message.length(), LONGEST_REASON));
      StagedTable.refuse(tx.session(), row.id(), reason);
      tx.afterCommit(() -> logRefused(row.id(), reason));
      return Optional.empty();
    }
  }

  private static void logRefused(long id, String reason) {
    log.error(
        "row {} of the table staged is no event and is left there: {}."
            + " Only the hooks write there; report the event again, then delete the row",
        id,
        reason);
  }
}
