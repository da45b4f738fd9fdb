package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Receives the updates that Telegram pushes. A response of 200 means that the update is on disk;
 * after any other response, or none, Telegram sends it again. Thread-safe.
 */
final class TelegramPushReceiver {
  static final String PATH = "/telegram";
  static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

  /** The largest body that the outbox keeps; updates are far smaller. */
  static final int MOST_BODY_BYTES = 1_000_000;

  private final Optional<TelegramPushes> pushes;
  private final Optional<ConstantTimeSecret> secret;
  private final GuessLimiter guesses;

  TelegramPushReceiver(Optional<TelegramPushes> pushes, GuessLimiter guesses) {
    this.pushes = pushes;
    this.guesses = guesses;
    this.secret = pushes.map(TelegramPushes::secret).map(ConstantTimeSecret::new);
  }

  /**
   * @throws RejectedRequestException if the secret is missing or wrong
   */
  void requireSecret(IPAddress caller, Optional<String> given) {
    guesses.require(
        caller,
        secret.orElseThrow(
            () ->
                RejectedRequestException.notFound(
                    "This bot polls for its updates",
                    "Ask its operator to set telegram.mode to webhook")),
        given.orElse(""),
        RejectedRequestException.unauthorized(
            "The header %s is missing, or is not the secret of this bot".formatted(SECRET_HEADER),
            "Leave the webhook to the bot, which sets it with its secret"));
  }

  /**
   * Records an update; it is on disk when this returns.
   *
   * @throws RejectedRequestException if the text is not an update
   * @throws OutboxUnavailableException if it cannot be recorded
   */
  GatewayResponse take(String update) {
    try {
      pushes.orElseThrow().inbox().apply(update).join();
      return GatewayResponse.taken();
    } catch (IllegalArgumentException noUpdate) {
      throw RejectedRequestException.unreadable(
          String.valueOf(noUpdate.getMessage()), "Send the update as Telegram does");
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
