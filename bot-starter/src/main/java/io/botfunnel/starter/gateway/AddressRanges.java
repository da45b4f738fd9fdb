package io.botfunnel.starter.gateway;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Addresses of the internet, one by one or by their networks. Immutable.
 *
 * @param ranges an address or a network each
 */
public record AddressRanges(List<IPAddress> ranges) {
  /** None at all. */
  public static final AddressRanges NONE = new AddressRanges(List.of());

  /** An address as it is usually written: no ranges, no wildcards, no octal or missing parts. */
  private static final IPAddressStringParameters PLAIN =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowMask(false)
          .allowPrefixOnly(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .allowBinary(false)
          .getParentBuilder()
          .toParams();

  public AddressRanges {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads a list.
   *
   * @param text such as {@code 203.0.113.7, 198.51.100.0/24, 2001:db8::/32}
   * @throws IllegalArgumentException if one of it is no address
   */
  public static AddressRanges of(String text) {
    return new AddressRanges(
        Stream.of(text.split(",", -1))
            .map(part -> parsed(part.strip(), true))
            .map(
                range ->
                    range.orElseThrow(() -> new IllegalArgumentException("no address or network")))
            .map(IPAddress::toPrefixBlock)
            .toList());
  }

  /** Whether the text is one address. */
  public static boolean isAddress(String text) {
    return address(text).isPresent();
  }

  /** One address; that of IPv4 where it is written as one of IPv6. */
  static Optional<IPAddress> address(String text) {
    return parsed(text, false)
        .map(
            address ->
                address.isIPv6() && address.toIPv6().isIPv4Mapped()
                    ? address.toIPv6().getEmbeddedIPv4Address()
                    : address);
  }

  private static Optional<IPAddress> parsed(String text, boolean network) {
    return Optional.ofNullable(new IPAddressString(text, PLAIN).getAddress())
        .filter(address -> network || !address.isPrefixed());
  }

  boolean contain(IPAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  @Override
  public String toString() {
    return ranges.stream().map(IPAddress::toString).collect(Collectors.joining(", "));
  }
}
