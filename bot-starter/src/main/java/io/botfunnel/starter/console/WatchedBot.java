package io.botfunnel.starter.console;

import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.operations.Operations;
import java.util.Optional;
import java.util.function.Supplier;

/** The bot that a console shows. Every method answers at once and is called from any thread. */
public interface WatchedBot {
  /** Its name in the settings; empty for the one without. */
  default String name() {
    return "";
  }

  /** Its username, from the moment on at which Telegram has told it. */
  Optional<String> username();

  /** What stands before a uid in a start payload. */
  default String startPrefix() {
    return StartPrefix.STANDARD.value();
  }

  /** Whether requests to the tracker are shown instead of sent. */
  boolean dryRun();

  /** How tracking is doing. */
  TrackingHealth health();

  /** The books of the inbox. */
  Books inbox();

  /** The books of the conversions that the bot is told of. */
  Books conversions();

  /** What is asked of the outbox, and done to it. */
  Operations operations();

  /** What is wrong between Telegram and the bot right now, in words for its operator. */
  Optional<String> telegramTrouble();

  /** Whether updates can come: Telegram is being polled, or it has our webhook. */
  boolean polling();

  /** Whether updates could come at all since the start. */
  boolean polledOnce();

  /** The text of {@code /metrics} for Prometheus; empty where no metrics are kept. */
  default Optional<Supplier<String>> metrics() {
    return Optional.empty();
  }
}
