package io.botfunnel.bot;

import io.botfunnel.tracking.Hooks;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.internal.telegram.Origin;
import io.botfunnel.tracking.internal.telegram.capture.StartPayload;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
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
 * One update and what a handler needs for it: the user, the chat, a way to reply, and the user's
 * tracking hooks.
 *
 * <p>A context belongs to one call of the handler. The clients it returns may be kept.
 */
public final class BotContext {
  private final Update update;
  private final Origin origin;
  private final TelegramClient telegram;
  private final Tracking tracking;
  private final Supplier<Optional<String>> username;

  /**
   * @param username the bot's own username; empty until Telegram has told it
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

  /**
   * Returns the name of the bot that received the update. Names tell several bots in one process
   * apart; a single unnamed bot has the empty name.
   */
  public String bot() {
    return tracking.bot();
  }

  /** Returns the update as Telegram sent it. */
  public Update update() {
    return update;
  }

  /**
   * Returns the text of the message, or the data of the button that was pressed. Empty for any
   * other update.
   */
  public String text() {
    Optional<String> written = Optional.ofNullable(update.getMessage()).map(Message::getText);
    Optional<String> pressed =
        Optional.ofNullable(update.getCallbackQuery()).map(CallbackQuery::getData);
    return written.or(() -> pressed).orElse("");
  }

  /**
   * Returns the payload of a deep link, {@code t.me/<bot>?start=PAYLOAD}, if the update is such a
   * start. Payloads with any prefix are returned, including the one that tracking uses.
   */
  public Optional<String> startPayload() {
    return StartPayload.of(update, username.get());
  }

  /** Returns the chat of the update; empty for inline queries and other updates without a chat. */
  public Optional<Chat> chat() {
    return Origin.chat(update);
  }

  /**
   * Returns the user the update is about, usually its sender. For a change of a chat's member it is
   * that member. Empty for channel posts and other updates without a user.
   */
  public Optional<User> user() {
    return Origin.user(update);
  }

  /**
   * Returns the click id that the user's events carry now. If this update is a start with a click
   * id, that click id is already taken into account. Empty for a user who came without one.
   *
   * @throws OutboxUnavailableException if the outbox cannot be read
   */
  public Optional<String> uid() {
    return userId().flatMap(tracking::uidOf);
  }

  /** Returns the id of {@link #chat}. */
  public Optional<Long> chatId() {
    return origin.chatId();
  }

  /** Returns the id of {@link #user}. */
  public Optional<Long> userId() {
    return origin.userId();
  }

  /**
   * Returns the tracking hooks of {@link #user}.
   *
   * @throws IllegalStateException if the update has no user; check {@link #userId()} first
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

  /** Returns the tracking of this bot, for events of other users and for lookups. */
  public Tracking allTracking() {
    return tracking;
  }

  /** Returns a client of the Bot API. */
  public TelegramClient telegram() {
    return telegram;
  }

  /**
   * Sends a text to the chat of the update.
   *
   * @throws TelegramApiException if Telegram rejects the message or the call fails
   * @throws IllegalStateException if the update has no chat; check {@link #chatId()} first
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
