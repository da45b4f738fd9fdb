package io.botfunnel.starter;

import io.botfunnel.bot.metrics.BotState;
import io.botfunnel.starter.console.WatchedBot;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.outbox.Books;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A running bot as the console and the metrics see it. Thread-safe.
 *
 * @param scrape returns the metrics of all bots
 */
record WatchedApplication(RunningBot bot, Supplier<String> scrape) implements WatchedBot, BotState {
  @Override
  public String name() {
    return bot.name();
  }

  @Override
  public Optional<String> username() {
    return bot.username();
  }

  @Override
  public String startPrefix() {
    return bot.startPrefix();
  }

  @Override
  public boolean dryRun() {
    return bot.health().dryRun();
  }

  @Override
  public TrackingHealth health() {
    return bot.health();
  }

  @Override
  public Books inbox() {
    return bot.inboxBooks();
  }

  @Override
  public Books conversions() {
    return bot.conversionBooks();
  }

  @Override
  public Operations operations() {
    return bot.tracking().operations();
  }

  @Override
  public Optional<String> telegramTrouble() {
    return bot.telegramTrouble();
  }

  @Override
  public boolean polling() {
    return bot.polling();
  }

  @Override
  public boolean polledOnce() {
    return bot.polledOnce();
  }

  @Override
  public boolean telegramFailing() {
    return bot.telegramTrouble().isPresent();
  }

  @Override
  public int hangingHandlers() {
    return bot.hangingHandlers();
  }

  @Override
  public Optional<Supplier<String>> metrics() {
    return Optional.of(scrape);
  }
}
