package io.botfunnel.bot.telegram;

import io.botfunnel.bot.BotIdentity;
import java.util.Optional;

/** How updates come from Telegram to the bot. Safe for use from any thread. */
public interface UpdateSource extends AutoCloseable {
  /** Begins to connect; returns at once. */
  void start();

  /** Whether updates can come right now. */
  boolean connected();

  /** Whether updates could come at all since the start. */
  boolean connectedOnce();

  /** Who the bot is, once Telegram has told. */
  Optional<BotIdentity> identity();

  /** What is wrong with it right now, in words for the operator. */
  Optional<String> trouble();

  /** Takes no more; what is not on disk yet stays unconfirmed. */
  @Override
  void close();
}
