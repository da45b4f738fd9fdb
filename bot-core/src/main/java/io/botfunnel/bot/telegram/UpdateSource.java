package io.botfunnel.bot.telegram;

import io.botfunnel.bot.BotIdentity;
import java.util.Optional;

/** Receives a bot's updates from Telegram. Implementations are thread-safe. */
public interface UpdateSource extends AutoCloseable {
  /** Begins to connect; returns at once. */
  void start();

  /** Returns whether updates can arrive right now. */
  boolean connected();

  /** Returns whether updates could arrive at any time since the start. */
  boolean connectedOnce();

  /** Returns the bot's account; empty until Telegram has told it. */
  Optional<BotIdentity> identity();

  /** Returns what is currently wrong, in words for the operator. */
  Optional<String> trouble();

  /** Accepts no further updates; updates that are not on disk yet stay unconfirmed. */
  @Override
  void close();
}
