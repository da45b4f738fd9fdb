package io.botfunnel.testkit.telegram;

import io.botfunnel.testkit.Violation;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The webhook of a bot.
 *
 * @param url empty for none: the bot polls
 * @param secret the header {@code X-Telegram-Bot-Api-Secret-Token}; null for none
 * @param maxConnections the number of simultaneous requests, 1 to 100
 */
record BotWebhook(String url, @Nullable String secret, int maxConnections) {
  static final BotWebhook NONE = new BotWebhook("", null, 40);

  private static final String LOOPBACK = "127.0.0.1";

  static BotWebhook of(Parameters parameters) throws Violation {
    String url = parameters.text("url");
    if (url == null || url.isEmpty()) {
      return NONE;
    }
    if (!url.startsWith("https://") && !isHere(url)) {
      throw TelegramJson.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
    }
    long connections = parameters.number("max_connections", NONE.maxConnections);
    return new BotWebhook(url, secret(parameters), (int) Math.min(100, Math.max(1, connections)));
  }

  private static @Nullable String secret(Parameters parameters) throws Violation {
    String secret = parameters.text("secret_token");
    if (secret != null && !secret.matches("[A-Za-z0-9_-]{1,256}")) {
      throw TelegramJson.badRequest("secret token contains unallowed characters");
    }
    return secret;
  }

  boolean isSet() {
    return !url.isEmpty();
  }

  /** Whether the server calls the webhook; it calls nothing outside this machine. */
  boolean isCalled() {
    return isSet() && isHere(url);
  }

  private static boolean isHere(String url) {
    return url.startsWith("http://") && LOOPBACK.equals(URI.create(url).getHost());
  }
}
