package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.queue.ConversionSink;
import io.botfunnel.tracking.internal.store.queue.StagedEventReader;
import io.botfunnel.tracking.internal.store.queue.StagedEventReader.Taken;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.StagedTable;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes what authors hand over in our H2 file: at start, at their commits, and once one has begun,
 * each quarter of a second, for a commit may go by in other words. A row is deleted after the
 * journal has its event: a crash in between has it taken again, and its key known. Used by the
 * writer's thread, but for {@link #expect} and {@link #into}.
 */
final class H2StagedEvents {
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final StagedEventReader taking = new StagedEventReader();
  private volatile boolean expected;
  private volatile boolean begins;
  private boolean more;
  private List<Long> taken = List.of();
  private long lastLookNanos;

  /** One look is enough for all that a group of commits has brought. */
  private static final class Look {
    private boolean begun;
  }

  /** Begins with a bot: a killed process may have left something of it. */
  void into(BotName bot, ConversionSink sink) {
    taking.into(bot, sink);
    begins = true;
  }

  /** Something may be committed from now on. */
  void expect() {
    expected = true;
  }

  /** Whether to look at once. */
  boolean isAtOnce() {
    return begins || more;
  }

  /** Whether to look. */
  boolean isDue() {
    return isAtOnce() || (expected && System.nanoTime() - lastLookNanos >= BETWEEN_NANOS);
  }

  /** Takes some, and has what authors committed forced in any case. */
  @Nullable Void committed(Transaction tx) throws SQLException {
    tx.mustBeForced();
    return step(tx);
  }

  /** Deletes what was taken, and takes some. */
  @Nullable Void step(Transaction tx) throws SQLException {
    Look look = tx.part(Look.class, Look::new);
    if (taking.isIdle() || look.begun) {
      return null;
    }
    look.begun = true;
    // Where this fails, it is not tried again in a hurry
    lastLookNanos = System.nanoTime();
    more = false;
    begins = false;
    StagedTable.delete(tx.session(), taken);
    Taken now = taking.take(tx);
    tx.afterCommit(() -> took(now));
    return null;
  }

  private void took(Taken now) {
    taken = now.ids();
    more = now.more() || !taken.isEmpty();
  }
}
