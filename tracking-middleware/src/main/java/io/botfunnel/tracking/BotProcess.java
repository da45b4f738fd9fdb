package io.botfunnel.tracking;

import io.botfunnel.tracking.internal.store.queue.SaidVerdict;
import java.time.Instant;
import java.util.Locale;

/**
 * A process that runs a bot on an outbox in PostgreSQL, as it says itself.
 *
 * @param process its number and its machine, such as {@code 4711@web-1}
 * @param verdict how the bot is there
 * @param since when that began, by PostgreSQL's clock
 */
public record BotProcess(String process, TrackingVerdict verdict, Instant since) {
  /** One that lives, and has not said for long how its bot is, makes no progress. */
  static BotProcess of(SaidVerdict said) {
    TrackingVerdict verdict = TrackingVerdict.valueOf(said.word().toUpperCase(Locale.ROOT));
    return new BotProcess(
        said.process(), said.fresh() ? verdict : TrackingVerdict.HUNG, said.since());
  }

  /** Not one that is about to end. */
  boolean runs() {
    return verdict != TrackingVerdict.NOT_RUNNING;
  }
}
