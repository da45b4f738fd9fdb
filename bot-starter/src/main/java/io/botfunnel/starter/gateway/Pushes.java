package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Takes the updates that Telegram pushes. One that is answered 200 is on disk; after any other
 * answer, or none, Telegram sends it again. Safe for use from any thread.
 */
final class Pushes {
  static final String PATH = "/telegram";
  static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

  /** The longest that the outbox keeps; an update is far below it. */
  static final int MOST_BODY_BYTES = 1_000_000;

  private final Optional<TelegramPushes> pushes;
  private final Optional<Secret> secret;
  private final Guesses guesses;

  Pushes(Optional<TelegramPushes> pushes, Guesses guesses) {
    this.pushes = pushes;
    this.guesses = guesses;
    this.secret = pushes.map(TelegramPushes::secret).map(Secret::new);
  }

  /**
   * @throws Refusal if the caller does not know the secret
   */
  void requireSecret(IPAddress caller, Optional<String> given) {
    guesses.require(
        caller,
        secret.orElseThrow(
            () -> Refusal.notFound("The bot polls. Its operator sets telegram.mode to webhook")),
        given.orElse(""),
        Refusal.unauthorized(
            "The header %s is missing, or it is not the secret of this bot. The bot sets its webhook itself"
                .formatted(SECRET_HEADER)));
  }

  /**
   * Takes one; when this returns it is on disk.
   *
   * @throws Refusal if it is no update
   * @throws OutboxUnavailableException if it could not be kept
   */
  Answer take(String update) {
    try {
      pushes.orElseThrow().inbox().apply(update).join();
      return Answer.taken();
    } catch (IllegalArgumentException noUpdate) {
      throw Refusal.unreadable(String.valueOf(noUpdate.getMessage()));
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
