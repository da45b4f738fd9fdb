package io.botfunnel.starter.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Receives the updates that Telegram pushes; {@code toString} shows no secret.
 *
 * @param secret the secret that Telegram sends in {@code
 *     X-Telegram-Bot-Api-ConstantTimeSecret-Token}
 * @param inbox records an update given as JSON; completes once it is on disk; throws
 *     IllegalArgumentException if the text is not an update
 */
public record TelegramPushes(String secret, Function<String, CompletableFuture<Void>> inbox) {
  @Override
  public String toString() {
    return "TelegramPushes[secret=***]";
  }
}
