package io.botfunnel.starter.doctor;

import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.gateway.Partner;
import io.botfunnel.starter.settings.OperatorSettings;

/**
 * Reports how the settings treat deposits: their ceiling and the partners' transaction ids; never a
 * fault.
 */
final class DepositsCheck {
  private static final String CHECK = "deposits";

  private DepositsCheck() {}

  static void check(OperatorSettings settings, FindingCollector findings) {
    String ceiling = settings.tracking().ceiling().toString();
    findings.good(
        CHECK,
        ceiling.isEmpty()
            ? "Deposits of any amount are sent: tracking.deposit.ceiling is not set"
            : "A deposit above %s is refused until you retry it".formatted(ceiling));
    GatewaySettings gateway = settings.gateway();
    if (gateway.enabled()) {
      gateway.partners().forEach(partner -> findings.good(CHECK, ids(partner)));
    }
  }

  private static String ids(Partner partner) {
    return partner.ownIds()
        ? "Partner %s has its own transaction ids: its reports count in addition to those of others"
            .formatted(partner.name())
        : "Partner %s shares its transaction ids with your code and other partners: the first report of an id counts (gateway.partners.%s.ids)"
            .formatted(partner.name(), partner.name());
  }
}
