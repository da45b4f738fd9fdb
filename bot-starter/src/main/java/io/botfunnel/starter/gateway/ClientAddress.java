package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the address of the caller. If the peer is a trusted proxy, it is the last address of {@code
 * X-Forwarded-For} that is not itself a trusted proxy. Anyone can forge the entries before that
 * one, so they are ignored. Immutable.
 *
 * @param trusted the trusted proxies
 */
record ClientAddress(AddressRanges trusted) {
  /**
   * Returns the address of the caller; empty if the connection has no readable address.
   *
   * @param peer the address at the other end of the connection
   * @param forwardedFor all {@code X-Forwarded-For} headers in their order
   */
  Optional<IPAddress> caller(String peer, List<String> forwardedFor) {
    Optional<IPAddress> caller = AddressRanges.address(bare(peer));
    List<String> hops =
        forwardedFor.stream().flatMap(header -> Stream.of(header.split(",", -1))).toList();
    for (int i = hops.size() - 1; i >= 0 && caller.filter(trusted::contain).isPresent(); i--) {
      Optional<IPAddress> before = AddressRanges.address(bare(hops.get(i).strip()));
      if (before.isEmpty()) {
        break;
      }
      caller = before;
    }
    return caller;
  }

  /** Removes the port that some proxies add, and the brackets of IPv6. */
  private static String bare(String text) {
    if (text.startsWith("[")) {
      return text.substring(1, Math.max(1, text.indexOf(']')));
    }
    int colon = text.indexOf(':');
    return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }
}
