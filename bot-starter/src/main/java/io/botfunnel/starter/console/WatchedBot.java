package io.botfunnel.starter.console;

import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.outbox.Books;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The bot that a console shows. Every method returns without delay and may be called from any
 * thread.
 */
public interface WatchedBot {
  /** Returns the bot's name in the settings; empty for the bot without a name. */
  default String name() {
    return "";
  }

  /** Returns the bot's username; empty until Telegram has reported it. */
  Optional<String> username();

  /** Returns the text before a uid in a start payload. */
  default String startPrefix() {
    return StartPrefix.STANDARD.value();
  }

  /** Whether requests to the tracker are shown instead of sent. */
  boolean dryRun();

  /** Returns how tracking is doing. */
  TrackingHealth health();

  /** Returns the books of the inbox. */
  Books inbox();

  /** Returns the books of the conversions for the bot. */
  Books conversions();

  /** Returns the operations on the outbox. */
  Operations operations();

  /** Returns what is wrong between Telegram and the bot right now, in words for its operator. */
  Optional<String> telegramTrouble();

  /** Whether updates can arrive: the bot polls Telegram, or Telegram has the bot's webhook. */
  boolean polling();

  /** Whether updates could arrive at any time since the start. */
  boolean polledOnce();

  /** Returns a source of the {@code /metrics} text for Prometheus; empty if no metrics are kept. */
  default Optional<Supplier<String>> metrics() {
    return Optional.empty();
  }
}
