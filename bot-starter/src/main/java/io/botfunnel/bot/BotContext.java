package io.botfunnel.bot;

import io.botfunnel.tracking.Hooks;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.telegram.Origin;
import io.botfunnel.tracking.telegram.capture.StartPayload;
import java.util.Optional;
import java.util.function.Supplier;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
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
  private final Supplier<Optional<String>> username;

  /**
   * @param username the bot's own, once it is known
   */
  public BotContext(
      Update update,
      TelegramClient telegram,
      Tracking tracking,
      Supplier<Optional<String>> username) {
    this.update = update;
    this.origin = Origin.of(update);
    this.telegram = telegram;
    this.tracking = tracking;
    this.username = username;
  }

  /** The name of the bot that got it, where several run; empty for the one without. */
  public String bot() {
    return tracking.bot();
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

  /**
   * What a deep link carried, {@code t.me/<bot>?start=PAYLOAD}, where the update is such a start:
   * whatever its prefix, that of tracking included.
   */
  public Optional<String> startPayload() {
    return StartPayload.of(update, username.get());
  }

  /** The chat that the update belongs to; absent for inline queries and the like. */
  public Optional<Chat> chat() {
    return Origin.chat(update);
  }

  /** The user who caused the update; absent for channel posts and the like. */
  public Optional<User> user() {
    return Origin.user(update);
  }

  /**
   * The click that the user's events carry now: what he came with, a start that this update is
   * included. Absent for a user who came without one.
   *
   * @throws OutboxUnavailableException if the outbox cannot be read
   */
  public Optional<String> uid() {
    return userId().flatMap(tracking::uidOf);
  }

  /** The id of {@link #chat}. */
  public Optional<Long> chatId() {
    return origin.chatId();
  }

  /** The id of {@link #user}. */
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
