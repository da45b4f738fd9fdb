package io.botfunnel.bot;

import io.botfunnel.tracking.Hooks;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/**
 * Whom a conversion is about: a Telegram user, a click, or most often both. Safe for use from any
 * thread.
 */
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
   * Looks up what is known of a subject now.
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

  /** His Telegram id; absent for a click that no user was bound to yet. */
  public Optional<Long> id() {
    return user.map(UserId::value);
  }

  /** The click that he came from; absent where he came without one. */
  public Optional<String> uid() {
    return click.map(ClickId::value);
  }

  /**
   * Sends a text to his private chat.
   *
   * @throws TelegramApiException if Telegram does not take it: he never started the bot, or has
   *     blocked it
   * @throws IllegalStateException if his Telegram id is not known
   */
  public void say(String text) throws TelegramApiException {
    long chat =
        id().orElseThrow(
                () ->
                    new IllegalStateException(
                        "Nobody is known behind uid %s yet, so nobody can be told: check id() first"
                            .formatted(uid().orElse("?"))));
    telegram.execute(SendMessage.builder().chatId(chat).text(text).build());
  }

  /** The Bot API. */
  public TelegramClient telegram() {
    return telegram;
  }

  /** His hooks; those of the click where he is not known. */
  public Hooks tracking() {
    return user.map(known -> tracking.user(known.value()))
        .orElseGet(() -> tracking.click(click.orElseThrow().value()));
  }
}
