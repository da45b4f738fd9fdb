package io.botfunnel.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;

/**
 * The getUpdates requests of a session. After a week without updates Telegram numbers them anew,
 * perhaps lower, and the library drops whatever is below the last one it saw: so after some days of
 * silence that last one is forgotten. Called by the polling thread alone.
 */
final class Requests implements Function<Integer, GetUpdates> {
  /** Telegram keeps an update for a day and its numbering for a week; between the two is safe. */
  private static final Duration SILENCE = Duration.ofDays(3);

  private final Function<Integer, GetUpdates> requests;
  private final Runnable forgetLastReceived;
  private final Clock clock;
  private int lastReceived;
  private long sinceMs;

  Requests(Function<Integer, GetUpdates> requests, Runnable forgetLastReceived, Clock clock) {
    this.requests = requests;
    this.forgetLastReceived = forgetLastReceived;
    this.clock = clock;
    this.sinceMs = clock.millis();
  }

  @Override
  public GetUpdates apply(Integer last) {
    if (last != lastReceived) {
      lastReceived = last;
      sinceMs = clock.millis();
    } else if (last > 0 && clock.millis() - sinceMs > SILENCE.toMillis()) {
      forgetLastReceived.run();
      lastReceived = 0;
    }
    return requests.apply(lastReceived);
  }
}
