package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.store.Taking.Taken;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has the recorder take what authors hand over in PostgreSQL, row and event in one transaction.
 * Safe for use from any thread.
 */
final class PostgresTaking {
  private final PostgresWriter recorder;
  private final Taking taking = new Taking();
  private final AtomicBoolean asked = new AtomicBoolean();

  PostgresTaking(PostgresWriter recorder) {
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
    HandedTable.delete(tx.session(), taken.ids());
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
