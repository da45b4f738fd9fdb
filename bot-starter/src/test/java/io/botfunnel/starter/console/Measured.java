package io.botfunnel.starter.console;

import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.outbox.Books;
import java.util.Optional;
import java.util.function.Supplier;

/** A bot with metrics. */
record Measured(WatchedBot bot, Supplier<String> text) implements WatchedBot {
  @Override
  public Optional<String> username() {
    return bot.username();
  }

  @Override
  public boolean dryRun() {
    return bot.dryRun();
  }

  @Override
  public TrackingHealth health() {
    return bot.health();
  }

  @Override
  public Books inbox() {
    return bot.inbox();
  }

  @Override
  public Books conversions() {
    return bot.conversions();
  }

  @Override
  public Operations operations() {
    return bot.operations();
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
  public Optional<Supplier<String>> metrics() {
    return Optional.of(text);
  }
}
