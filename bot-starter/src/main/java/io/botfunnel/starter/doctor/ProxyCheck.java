package io.botfunnel.starter.doctor;

import io.botfunnel.starter.settings.OperatorSettings;

/** Whether a proxy is set where other programs look for it, and we do not. */
final class ProxyCheck {
  private ProxyCheck() {}

  static void look(OperatorSettings settings, Findings findings) {
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
