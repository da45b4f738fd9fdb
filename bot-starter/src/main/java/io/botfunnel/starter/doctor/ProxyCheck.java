package io.botfunnel.starter.doctor;

import io.botfunnel.starter.settings.OperatorSettings;

/** Detects a proxy that is set where other programs look for it, but not in the bot's settings. */
final class ProxyCheck {
  private ProxyCheck() {}

  static void check(OperatorSettings settings, FindingCollector findings) {
    settings
        .unusedProxy()
        .ifPresent(
            name ->
                findings.warning(
                    "proxy",
                    "%s names a proxy, which the bot does not use: it reads only outbound.proxy"
                        .formatted(name),
                    "Set outbound.proxy (OUTBOUND_PROXY) to that proxy if the servers are behind it,"
                        + " or to none"));
  }
}
