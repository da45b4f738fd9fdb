package io.botfunnel.bot.dispatch;

import io.botfunnel.bot.BotUser;
import io.botfunnel.bot.ConversionHandler;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.internal.conversion.ConversionCodec;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** Calls the bot's conversion handler. Thread-safe. */
public record ConversionEntryHandler(
    ConversionHandler handler, TelegramClient telegram, Tracking tracking) implements EntryHandler {

  @Override
  public @Nullable Throwable handle(String body) {
    try {
      return handle(ConversionCodec.read(body));
    } catch (IllegalArgumentException unreadable) {
      return new UnreadableEntryException(unreadable);
    }
  }

  @SuppressWarnings("CatchThrowable") // a handler's LinkageError must not end a thread of ours
  private @Nullable Throwable handle(Conversion conversion) {
    try {
      handler.onConversion(conversion, BotUser.of(conversion.subject(), telegram, tracking));
      return null;
    } catch (Throwable failure) {
      return failure;
    }
  }
}
