package io.botfunnel.starter.gateway;

import io.botfunnel.tracking.Tracking;
import java.util.Optional;

/**
 * A bot that is reached by the gateway.
 *
 * @param name empty for the one without: its paths begin with nothing, those of another with {@code
 *     /bots/<name>}
 * @param settings where the gateway listens and who may call is taken from the first bot's
 * @param pushes what becomes of Telegram's updates; empty for a bot that polls
 */
public record GatewayBot(
    String name, GatewaySettings settings, Optional<TelegramPushes> pushes, Tracking tracking) {
  /** Whether anybody may call it. */
  public boolean isReached() {
    return settings.enabled() || pushes.isPresent();
  }

  String path(String path) {
    return name.isEmpty() ? path : "/bots/" + name + path;
  }
}
