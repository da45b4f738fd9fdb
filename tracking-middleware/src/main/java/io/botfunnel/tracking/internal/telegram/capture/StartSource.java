package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Detects a start with a click id, sent by a user: {@code /start fb_<uid>} in a private chat or
 * {@code /start@ThisBot fb_<uid>} in a group. Messages of a bot or channel, forwards and messages
 * via an inline bot mean nothing. Neither does an edit or a payload with another prefix.
 */
final class StartSource implements Source {
  private final Optional<String> botUsername;
  private final CaptureRules rules;

  StartSource(@Nullable String botUsername, CaptureRules rules) {
    this.botUsername = Optional.ofNullable(botUsername).map(StartSource::bare);
    this.rules = rules;
  }

  @Override
  public Optional<Recordable> in(Update update) {
    Message message = update.getMessage();
    return message == null || message.getText() == null || message.getChat() == null
        ? Optional.empty()
        : start(message);
  }

  private Optional<Recordable> start(Message message) {
    return StartCommand.in(message.getText())
        .filter(command -> isForUs(command, message) && Person.wroteHimself(message))
        .flatMap(command -> rules.startPrefix().uidIn(command.payload()))
        .flatMap(uid -> by(message, uid));
  }

  private Optional<Recordable> by(Message message, ClickId uid) {
    return Person.in(message.getFrom())
        .flatMap(user -> Person.at(message.getDate()).map(instant -> event(user, uid, instant)));
  }

  private Recordable event(UserId user, ClickId uid, Instant at) {
    return rules.contactOnStart() ? new TrackedStart(user, uid, at) : new Bind(user, uid, at);
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

  private static String bare(String username) {
    return username.startsWith("@") ? username.substring(1) : username;
  }
}
