package io.botfunnel.starter.doctor;

import io.botfunnel.starter.settings.OperatorSettings;

/** Detects a proxy that is set where other programs look for it, but not in the bot's settings. */
final class ProxyCheck {
  private ProxyCheck() {}

  static void look(OperatorSettings settings, FindingCollector findings) {
    settings
        .unusedProxy()
        .ifPresent(
            name ->
                findings.warning(
                    "proxy",
                    "%s names a proxy, which is not used: outbound.proxy alone says so"
                        .formatted(name),
                    "Set outbound.proxy (OUTBOUND_PROXY) to it if the servers are reached by way of"
                        + " it, or else to none"));
  }
}
