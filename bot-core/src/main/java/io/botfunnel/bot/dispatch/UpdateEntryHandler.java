package io.botfunnel.bot.dispatch;

import io.botfunnel.bot.BotContext;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.internal.telegram.UpdateCodec;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** Calls the bot's update handler. Thread-safe. */
public final class UpdateEntryHandler implements EntryHandler {
  private final UpdateCodec codec = new UpdateCodec();
  private final UpdateHandler handler;
  private final TelegramClient telegram;
  private final Tracking tracking;
  private final Supplier<Optional<String>> username;

  /**
   * @param username the bot's own username; empty until Telegram has told it
   */
  public UpdateEntryHandler(
      UpdateHandler handler,
      TelegramClient telegram,
      Tracking tracking,
      Supplier<Optional<String>> username) {
    this.handler = handler;
    this.telegram = telegram;
    this.tracking = tracking;
    this.username = username;
  }

  @Override
  public @Nullable Throwable handle(String body) {
    try {
      return handle(codec.read(body));
    } catch (IllegalArgumentException unreadable) {
      return new UnreadableEntryException(unreadable);
    }
  }

  /** Returns what the handler threw for this update, or null if it succeeded. */
  @SuppressWarnings("CatchThrowable") // a handler's LinkageError must not end a thread of ours
  @Nullable Throwable handle(Update update) {
    try {
      handler.handle(new BotContext(update, telegram, tracking, username));
      return null;
    } catch (Throwable failure) {
      return failure;
    }
  }
}
