package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells who calls. Where a trusted proxy does, it is whom the proxy names: the last address of
 * {@code X-Forwarded-For} that is no trusted proxy itself. What stands before that anybody can
 * write, and nobody believes.
 *
 * @param trusted the proxies
 */
record ClientAddress(AddressRanges trusted) {
  /**
   * The address of the caller; empty where the connection has none that can be read.
   *
   * @param peer whom the connection is with
   * @param forwardedFor every {@code X-Forwarded-For} in its order
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

  /** Without the port that some proxies add, and the brackets of IPv6. */
  private static String bare(String text) {
    if (text.startsWith("[")) {
      return text.substring(1, Math.max(1, text.indexOf(']')));
    }
    int colon = text.indexOf(':');
    return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }
}
