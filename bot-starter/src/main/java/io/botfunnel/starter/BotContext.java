package io.botfunnel.starter;

import io.botfunnel.tracking.Hooks;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.telegram.Origin;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/**
 * One update with what a handler needs: who, where, how to answer, and the hooks of this user.
 *
 * <p>Belongs to one call of the handler; the clients it hands out may be kept.
 */
public final class BotContext {
  private final Update update;
  private final Origin origin;
  private final TelegramClient telegram;
  private final Tracking tracking;

  BotContext(Update update, TelegramClient telegram, Tracking tracking) {
    this.update = update;
    this.origin = Origin.of(update);
    this.telegram = telegram;
    this.tracking = tracking;
  }

  /** The update as Telegram sent it. */
  public Update update() {
    return update;
  }

  /** What the user wrote, or the data of the button he pressed; empty for anything else. */
  public String text() {
    Optional<String> written = Optional.ofNullable(update.getMessage()).map(Message::getText);
    Optional<String> pressed =
        Optional.ofNullable(update.getCallbackQuery()).map(CallbackQuery::getData);
    return written.or(() -> pressed).orElse("");
  }

  /** The chat that the update belongs to; absent for inline queries and the like. */
  public Optional<Long> chatId() {
    return origin.chatId();
  }

  /** The user who caused the update; absent for channel posts and the like. */
  public Optional<Long> userId() {
    return origin.userId();
  }

  /**
   * The hooks of the user who caused the update.
   *
   * @throws IllegalStateException if the update has no user; {@link #userId()} tells
   */
  public Hooks tracking() {
    return tracking.user(
        userId()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Update %d has no user to track: check userId() first"
                            .formatted(update.getUpdateId()))));
  }

  /** All of tracking, for what is not about this user. */
  public Tracking allTracking() {
    return tracking;
  }

  /** The Bot API. */
  public TelegramClient telegram() {
    return telegram;
  }

  /**
   * Sends a text to the update's chat.
   *
   * @throws TelegramApiException if Telegram does not take it
   * @throws IllegalStateException if the update has no chat
   */
  public void reply(String text) throws TelegramApiException {
    telegram.execute(SendMessage.builder().chatId(requiredChat()).text(text).build());
  }

  private long requiredChat() {
    return chatId()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Update %d has no chat to reply to: check chatId() first"
                        .formatted(update.getUpdateId())));
  }
}
