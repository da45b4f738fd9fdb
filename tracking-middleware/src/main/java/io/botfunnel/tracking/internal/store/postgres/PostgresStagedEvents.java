package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.queue.ConversionSink;
import io.botfunnel.tracking.internal.store.queue.StagedEventReader;
import io.botfunnel.tracking.internal.store.queue.StagedEventReader.Taken;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.StagedTable;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has the recorder take what authors hand over in PostgreSQL, row and event in one transaction.
 * Safe for use from any thread.
 */
final class PostgresStagedEvents {
  private final PostgresWriter recorder;
  private final StagedEventReader taking = new StagedEventReader();
  private final AtomicBoolean asked = new AtomicBoolean();

  PostgresStagedEvents(PostgresWriter recorder) {
    this.recorder = recorder;
  }

  /** Begins with a bot: a killed process may have left something of it. */
  void into(BotName bot, ConversionSink sink) {
    taking.into(bot, sink);
    look();
  }

  /** Something may be there. */
  void look() {
    if (asked.compareAndSet(false, true)) {
      recorder.submit(this::take).whenComplete(this::looked);
    }
  }

  /** What is told from here on needs another look. */
  private Boolean take(Transaction tx) throws SQLException {
    asked.set(false);
    Taken taken = taking.take(tx);
    StagedTable.delete(tx.session(), taken.ids());
    return taken.more();
  }

  /** After a fault the next second's look goes on. */
  private void looked(@Nullable Boolean more, @Nullable Throwable failure) {
    asked.set(false);
    if (failure == null && Boolean.TRUE.equals(more)) {
      look();
    }
  }
}
