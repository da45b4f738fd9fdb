package io.botfunnel.tracking;

import io.botfunnel.tracking.internal.store.queue.PublishedVerdict;
import java.time.Instant;
import java.util.Locale;

/**
 * A process that runs a bot on an outbox in PostgreSQL, as that process reports it. Immutable.
 *
 * @param process its process id and machine, such as {@code 4711@web-1}
 * @param verdict how the bot is doing there; {@link TrackingVerdict#HUNG} if the process holds its
 *     lease but has not renewed its report
 * @param since when that verdict began, by PostgreSQL's clock
 */
public record BotProcess(String process, TrackingVerdict verdict, Instant since) {
  /** Reports a process as hung if it is alive but its last report is stale. */
  static BotProcess of(PublishedVerdict said) {
    TrackingVerdict verdict = TrackingVerdict.valueOf(said.word().toUpperCase(Locale.ROOT));
    return new BotProcess(
        said.process(), said.fresh() ? verdict : TrackingVerdict.HUNG, said.since());
  }

  /** False for a process that is about to end. */
  boolean runs() {
    return verdict != TrackingVerdict.NOT_RUNNING;
  }
}
