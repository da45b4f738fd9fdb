package io.botfunnel.bot.telegram;

import java.net.URI;

/**
 * Where Telegram pushes the updates.
 *
 * @param url the public URL that leads to {@code /telegram} on the gateway's port
 * @param secret the secret that Telegram must send with each update
 */
public record WebhookOptions(URI url, String secret) {
  @Override
  public String toString() {
    return "WebhookOptions[url=" + url + ", secret=***]";
  }
}
