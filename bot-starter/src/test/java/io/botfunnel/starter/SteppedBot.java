package io.botfunnel.starter;

import io.botfunnel.bot.Bot;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.SteppingClock;
import java.time.Instant;

/** A bot with the settings of its environment, whose clock stands still until it is stepped. */
public final class SteppedBot implements AutoCloseable {
  private final SteppingClock clock;
  private final BotApplication bot;

  private SteppedBot(SteppingClock clock, BotApplication bot) {
    this.clock = clock;
    this.bot = bot;
  }

  public static SteppedBot start(Bot bot, Instant now) {
    SteppingClock clock = new SteppingClock(now);
    return new SteppedBot(clock, BotApplication.start(Settings.load(), bot, clock));
  }

  /** Sets its clock, and has it look for what is due. */
  public void stepTo(Instant now) {
    clock.set(now);
    bot.wake();
  }

  public Instant now() {
    return clock.instant();
  }

  public BotApplication application() {
    return bot;
  }

  @Override
  public void close() {
    bot.close();
  }
}
