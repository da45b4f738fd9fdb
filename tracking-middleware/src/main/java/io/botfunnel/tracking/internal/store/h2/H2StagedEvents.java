package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.queue.ConversionSink;
import io.botfunnel.tracking.internal.store.queue.StagedEventReader;
import io.botfunnel.tracking.internal.store.queue.StagedEventReader.StepResult;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.StagedTable;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that authors stage in the H2 file: at start, at their commits, and after the
 * first one every quarter of a second, since a commit may also be an SQL statement. A row is
 * deleted after the write-ahead log has its event. If a crash comes in between, the row is read
 * again and its key is recognised. Used by the writer's thread, except for {@link #expect} and
 * {@link #into}.
 */
final class H2StagedEvents {
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final StagedEventReader reader = new StagedEventReader();
  private volatile boolean expected;
  private volatile boolean botAdded;
  private boolean more;
  private List<Long> readIds = List.of();
  private long lastLookNanos;

  /** One look finds all that a group of commits has staged. */
  private static final class Look {
    private boolean begun;
  }

  /** Registers a bot and looks once, since a killed process may have left staged events. */
  void into(BotName bot, ConversionSink sink) {
    reader.addSink(bot, sink);
    botAdded = true;
  }

  /** Announces that events may be staged from now on. */
  void expect() {
    expected = true;
  }

  /** Whether to look at once. */
  boolean isUrgent() {
    return botAdded || more;
  }

  /** Whether a look is due. */
  boolean isDue() {
    return isUrgent() || (expected && System.nanoTime() - lastLookNanos >= BETWEEN_NANOS);
  }

  /** Reads some events after an author's commit, which is forced to the device in any case. */
  @Nullable Void committed(Transaction tx) throws SQLException {
    tx.mustBeForced();
    return step(tx);
  }

  /** Deletes the rows that were read before, and reads the next ones. */
  @Nullable Void step(Transaction tx) throws SQLException {
    Look look = tx.part(Look.class, Look::new);
    if (reader.isIdle() || look.begun) {
      return null;
    }
    look.begun = true;
    // If this fails, it is not retried at once
    lastLookNanos = System.nanoTime();
    more = false;
    botAdded = false;
    StagedTable.delete(tx.session(), readIds);
    StepResult now = reader.step(tx);
    tx.afterCommit(() -> remember(now));
    return null;
  }

  private void remember(StepResult now) {
    readIds = now.ids();
    more = now.more() || !readIds.isEmpty();
  }
}
