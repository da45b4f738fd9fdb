package io.botfunnel.tracking.internal.telegram.capture;

import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Extracts the payload of a deep link: {@code PAYLOAD} of {@code t.me/<bot>?start=PAYLOAD}. */
public final class StartPayload {
  private StartPayload() {}

  /**
   * Returns the payload of a {@code /start} update, whatever its prefix; payloads with a click id
   * are included.
   *
   * @param botUsername the bot's username without {@code @}; if empty, a start that names a bot has
   *     no payload, since it may be meant for another bot
   */
  public static Optional<String> of(Update update, Optional<String> botUsername) {
    return Optional.ofNullable(update.getMessage())
        .map(Message::getText)
        .flatMap(StartCommand::in)
        .filter(start -> isFor(botUsername, start))
        .map(StartCommand::payload);
  }

  private static boolean isFor(Optional<String> bot, StartCommand start) {
    return start.addressee().isEmpty()
        || bot.filter(start.addressee().get()::equalsIgnoreCase).isPresent();
  }
}
