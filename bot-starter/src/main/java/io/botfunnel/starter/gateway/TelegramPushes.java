package io.botfunnel.starter.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What becomes of the updates that Telegram pushes; {@code toString} shows no secret.
 *
 * @param secret what Telegram sends in {@code X-Telegram-Bot-Api-Secret-Token}
 * @param inbox takes an update as JSON: complete once it is on disk; throws
 *     IllegalArgumentException if it is none
 */
public record TelegramPushes(String secret, Function<String, CompletableFuture<Void>> inbox) {
  @Override
  public String toString() {
    return "TelegramPushes[secret=***]";
  }
}
