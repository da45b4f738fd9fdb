package io.botfunnel.bot;

import io.botfunnel.tracking.Hooks;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** The subject of a conversion: a Telegram user, a click, or most often both. Thread-safe. */
public final class BotUser {
  private final Optional<UserId> user;
  private final Optional<ClickId> click;
  private final TelegramClient telegram;
  private final Tracking tracking;

  private BotUser(
      Optional<UserId> user, Optional<ClickId> click, TelegramClient telegram, Tracking tracking) {
    this.user = user;
    this.click = click;
    this.telegram = telegram;
    this.tracking = tracking;
  }

  /**
   * Looks up the user and the click of a subject, as they are known now.
   *
   * @throws OutboxUnavailableException if the outbox cannot be read
   */
  public static BotUser of(Subject subject, TelegramClient telegram, Tracking tracking) {
    if (subject instanceof ClickId uid) {
      Optional<UserId> owner = tracking.userOf(uid.value()).map(UserId::new);
      return new BotUser(owner, Optional.of(uid), telegram, tracking);
    }
    UserId user = (UserId) subject;
    Optional<ClickId> uid = tracking.uidOf(user.value()).map(ClickId::new);
    return new BotUser(Optional.of(user), uid, telegram, tracking);
  }

  /** Returns the Telegram id of the user; empty for a click that is not bound to a user yet. */
  public Optional<Long> id() {
    return user.map(UserId::value);
  }

  /** Returns the click id of the user; empty for a user who came without one. */
  public Optional<String> uid() {
    return click.map(ClickId::value);
  }

  /**
   * Sends a text to the user's private chat.
   *
   * @throws TelegramApiException if the call fails; Telegram rejects it if the user never started
   *     the bot or has blocked it
   * @throws IllegalStateException if the user's Telegram id is not known; check {@link #id()} first
   */
  public void say(String text) throws TelegramApiException {
    long chat =
        id().orElseThrow(
                () ->
                    new IllegalStateException(
                        "The uid %s is not bound to a Telegram user yet, so there is no chat: check id() first"
                            .formatted(uid().orElse("?"))));
    telegram.execute(SendMessage.builder().chatId(chat).text(text).build());
  }

  /** Returns a client of the Bot API. */
  public TelegramClient telegram() {
    return telegram;
  }

  /** Returns the tracking hooks of the user, or those of the click if the user is not known. */
  public Hooks tracking() {
    return user.map(known -> tracking.user(known.value()))
        .orElseGet(() -> tracking.click(click.orElseThrow().value()));
  }
}
