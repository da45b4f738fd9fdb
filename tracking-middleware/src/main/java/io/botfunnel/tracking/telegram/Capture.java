package io.botfunnel.tracking.telegram;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Happening;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * What an update means for the funnel: a start with a click id, {@code /start fb_<uid>} in a
 * private chat or {@code /start@ThisBot fb_<uid>} in a group, sent by a user himself.
 *
 * <p>A pure function of the update: it reads no clock, changes nothing and throws nothing. What a
 * bot, a channel, a forward or an inline bot sent means nothing, and neither does an edit. Safe for
 * use from any thread.
 */
public final class Capture {
  private final Optional<String> botUsername;
  private final boolean contactOnStart;

  /** Counts a start as the user's first contact. */
  public Capture(@Nullable String botUsername) {
    this(botUsername, true);
  }

  /**
   * Says whose starts count and as what.
   *
   * @param botUsername the bot's username, in any case, with or without {@code @}; null where it is
   *     not known: then a start that names a bot, as those in groups do, means nothing
   * @param contactOnStart whether a start is also the user's first contact, or binds only
   */
  public Capture(@Nullable String botUsername, boolean contactOnStart) {
    this.botUsername = Optional.ofNullable(botUsername).map(Capture::bare);
    this.contactOnStart = contactOnStart;
  }

  /** What the update means, in order; most mean nothing. */
  public List<Happening> of(Update update) {
    return Optional.ofNullable(update.getMessage())
        .filter(Capture::sentByUserHimself)
        .flatMap(this::start)
        .map(List::of)
        .orElseGet(List::of);
  }

  private Optional<Happening> start(Message message) {
    return Optional.ofNullable(message.getText())
        .flatMap(StartCommand::in)
        .filter(command -> isForUs(command, message))
        .flatMap(command -> ClickId.fromStartPayload(command.payload()))
        .flatMap(uid -> user(message).map(user -> happening(user, uid, message)));
  }

  private Happening happening(UserId user, ClickId uid, Message message) {
    Instant at = Instant.ofEpochSecond(message.getDate());
    return contactOnStart ? new TrackedStart(user, uid, at) : new Bind(user, uid, at);
  }

  private boolean isForUs(StartCommand command, Message message) {
    return switch (String.valueOf(message.getChat().getType())) {
      case "private" -> command.addressee().isEmpty() || namesUs(command);
      case "group", "supergroup" -> namesUs(command);
      default -> false;
    };
  }

  private boolean namesUs(StartCommand command) {
    return command.addressee().isPresent()
        && botUsername.filter(command.addressee().get()::equalsIgnoreCase).isPresent();
  }

  private static boolean sentByUserHimself(Message message) {
    return isHuman(message.getFrom())
        && isDated(message)
        && message.getChat() != null
        && isFirstHand(message);
  }

  private static boolean isHuman(@Nullable User sender) {
    return sender != null && sender.getId() != null && !Boolean.TRUE.equals(sender.getIsBot());
  }

  private static Optional<UserId> user(Message message) {
    try {
      return Optional.of(new UserId(message.getFrom().getId()));
    } catch (IllegalArgumentException noUserId) {
      return Optional.empty();
    }
  }

  private static boolean isDated(Message message) {
    // Telegram dates a message that is no longer accessible 0.
    return message.getDate() != null && message.getDate() > 0;
  }

  private static boolean isFirstHand(Message message) {
    return message.getForwardOrigin() == null
        && message.getForwardDate() == null
        && message.getViaBot() == null
        && message.getSenderChat() == null;
  }

  private static String bare(String username) {
    return username.startsWith("@") ? username.substring(1) : username;
  }
}
