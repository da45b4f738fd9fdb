package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.queue.ConversionSink;
import io.botfunnel.tracking.internal.store.queue.StagedEventReader;
import io.botfunnel.tracking.internal.store.queue.StagedEventReader.StepResult;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.StagedTable;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that authors stage in PostgreSQL, through the recorder. Deleting the row and
 * recording the event is one transaction. Safe for use from any thread.
 */
final class PostgresStagedEvents {
  private final PostgresWriter recorder;
  private final StagedEventReader reader = new StagedEventReader();
  private final AtomicBoolean requested = new AtomicBoolean();

  PostgresStagedEvents(PostgresWriter recorder) {
    this.recorder = recorder;
  }

  /** Registers a bot, and looks at once: a killed process may have left staged events. */
  void add(BotName bot, ConversionSink sink) {
    reader.addSink(bot, sink);
    look();
  }

  /** Looks for staged events soon, since some may be there. */
  void look() {
    if (requested.compareAndSet(false, true)) {
      recorder.submit(this::step).whenComplete(this::looked);
    }
  }

  /**
   * Reads one step of staged events. A notification that arrives from here on needs another look.
   */
  private Boolean step(Transaction tx) throws SQLException {
    requested.set(false);
    StepResult result = reader.step(tx);
    StagedTable.delete(tx.session(), result.ids());
    return result.more();
  }

  /** Looks again if more may be there. After a fault, the next look follows within a second. */
  private void looked(@Nullable Boolean more, @Nullable Throwable failure) {
    requested.set(false);
    if (failure == null && Boolean.TRUE.equals(more)) {
      look();
    }
  }
}
