package io.botfunnel.bot.telegram;

import io.botfunnel.tracking.network.OutboundProxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The bot and the Bot API server that it uses.
 *
 * @param botToken the secret that @BotFather issued
 * @param apiUrl scheme, host and port only
 * @param allowedUpdates kinds of updates as Telegram names them; empty for Telegram's default
 * @param webhook where Telegram pushes the updates; empty for a bot that polls
 * @param proxy the proxy to the server; not used if the server is on this machine
 */
public record TelegramOptions(
    String botToken,
    URI apiUrl,
    List<String> allowedUpdates,
    Optional<WebhookOptions> webhook,
    Optional<OutboundProxy> proxy) {
  public TelegramOptions {
    allowedUpdates = List.copyOf(allowedUpdates);
  }

  /** Creates settings without a proxy. */
  public TelegramOptions(
      String botToken, URI apiUrl, List<String> allowedUpdates, Optional<WebhookOptions> webhook) {
    this(botToken, apiUrl, allowedUpdates, webhook, Optional.empty());
  }

  @Override
  public String toString() {
    return "TelegramOptions[botToken=***, apiUrl=%s, allowedUpdates=%s, webhook=%s, proxy=%s]"
        .formatted(apiUrl, allowedUpdates, webhook, proxy);
  }
}
