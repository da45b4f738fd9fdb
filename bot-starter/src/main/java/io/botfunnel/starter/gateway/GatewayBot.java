package io.botfunnel.starter.gateway;

import io.botfunnel.tracking.Tracking;
import java.util.Optional;

/**
 * A bot that the gateway serves.
 *
 * @param name the bot's name. The paths of a named bot begin with {@code /bots/<name>}; the unnamed
 *     bot has the empty name and no prefix
 * @param settings the bot's settings; the address to listen on and the allowed callers are those of
 *     the first bot
 * @param pushes receives Telegram's updates; empty for a bot that polls
 * @param tracking records the bot's events
 */
public record GatewayBot(
    String name, GatewaySettings settings, Optional<TelegramPushes> pushes, Tracking tracking) {
  /** Returns whether the gateway accepts any requests for the bot. */
  public boolean isReached() {
    return settings.enabled() || pushes.isPresent();
  }

  String path(String path) {
    return name.isEmpty() ? path : "/bots/" + name + path;
  }
}
