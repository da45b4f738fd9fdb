package io.botfunnel.starter.gateway;

import io.botfunnel.tracking.event.ReservedIds;
import io.botfunnel.tracking.event.StartPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the gateway is set up. Immutable; {@code toString} shows no secret.
 *
 * @param enabled whether partners and XTRACKER may call
 * @param host the address it listens on
 * @param port 0 for a free one
 * @param ingestToken what every partner without a token of its own has to know
 * @param webhookSecret what XTRACKER's webhook has to know; without it there is none
 * @param allow who may call; empty for everybody
 * @param trustedProxies whose {@code X-Forwarded-For} counts
 * @param rate requests a second of one address
 * @param maxConnections the most at a time, as far as memory and open files allow
 * @param startPrefix what belongs to the start payload and not to a uid
 * @param partners those that call the parameters otherwise
 */
public record GatewaySettings(
    boolean enabled,
    String host,
    int port,
    String ingestToken,
    Optional<String> webhookSecret,
    AddressRanges allow,
    AddressRanges trustedProxies,
    int rate,
    int maxConnections,
    StartPrefix startPrefix,
    List<Partner> partners) {

  public GatewaySettings {
    partners = List.copyOf(partners);
  }

  /** By which ids partners alone report. */
  public ReservedIds reservedIds() {
    return new ReservedIds(
        partners.stream().flatMap(partner -> partner.reserved().stream()).toList());
  }

  /** What has to be hidden wherever it turns up, besides the ingest token. */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    webhookSecret.ifPresent(secrets::add);
    partners.forEach(partner -> partner.token().ifPresent(secrets::add));
    return secrets;
  }

  @Override
  public String toString() {
    return "GatewaySettings[enabled=%s, host=%s, port=%d, ingestToken=***, webhookSecret=%s, allow=%s, trustedProxies=%s, rate=%d, maxConnections=%d, partners=%s]"
        .formatted(
            enabled,
            host,
            port,
            webhookSecret.isPresent() ? "***" : "none",
            allow,
            trustedProxies,
            rate,
            maxConnections,
            partners);
  }
}
