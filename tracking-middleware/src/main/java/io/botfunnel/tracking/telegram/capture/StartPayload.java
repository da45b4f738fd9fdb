package io.botfunnel.tracking.telegram.capture;

import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** What a deep link carried: {@code PAYLOAD} of {@code t.me/<bot>?start=PAYLOAD}. */
public final class StartPayload {
  private StartPayload() {}

  /**
   * The payload of the {@code /start} that an update is, whatever its prefix: the click ids of
   * tracking are among them.
   *
   * @param botUsername without {@code @}; empty where it is not known: a start that names a bot has
   *     no payload then, for it may be another one's
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
