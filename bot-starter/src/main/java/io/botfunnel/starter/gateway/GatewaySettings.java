package io.botfunnel.starter.gateway;

import io.botfunnel.tracking.event.ReservedIds;
import io.botfunnel.tracking.event.StartPrefix;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the gateway. Immutable; {@code toString} shows no secret.
 *
 * @param enabled whether partners and XTRACKER may call
 * @param host the address to listen on
 * @param port the port to listen on; 0 for a free one
 * @param ingestToken the token that partners without a token of their own must send
 * @param webhookSecret the secret that XTRACKER's webhook must send; empty if there is no webhook
 * @param allow the addresses that may call; empty for all
 * @param trustedProxies the proxies whose {@code X-Forwarded-For} is trusted
 * @param rate requests per second of one address
 * @param maxConnections the most connections at a time, as far as memory and open files allow
 * @param startPrefix the prefix of a uid in a start payload; not a part of the uid
 * @param partners the partners with parameters of their own
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

  /** Returns the ids that only partners may report. */
  public ReservedIds reservedIds() {
    return new ReservedIds(
        partners.stream().flatMap(partner -> partner.reserved().stream()).toList());
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
