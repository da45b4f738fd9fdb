package io.botfunnel.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;

/**
 * Builds the getUpdates requests of a session. After a week without updates Telegram restarts its
 * numbering, possibly lower, and the library drops every update below the last one it saw. After
 * some days without updates this class therefore forgets the last id. Used by the polling thread
 * only.
 */
final class PollRequests implements Function<Integer, GetUpdates> {
  /**
   * Telegram keeps an update for a day and its numbering for a week; any time between the two is
   * safe.
   */
  private static final Duration SILENCE = Duration.ofDays(3);

  private final Function<Integer, GetUpdates> requests;
  private final Runnable forgetLastReceived;
  private final Clock clock;
  private int lastReceived;
  private long sinceMs;

  PollRequests(Function<Integer, GetUpdates> requests, Runnable forgetLastReceived, Clock clock) {
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
