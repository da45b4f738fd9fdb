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
 * A list of internet addresses and networks. Immutable.
 *
 * @param ranges one address or network each
 */
public record AddressRanges(List<IPAddress> ranges) {
  /** The empty list. */
  public static final AddressRanges NONE = new AddressRanges(List.of());

  /**
   * Accepts addresses in their usual notation: no ranges, no wildcards, no octal or missing parts.
   */
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
   * Reads a list separated by commas.
   *
   * @param text such as {@code 203.0.113.7, 198.51.100.0/24, 2001:db8::/32}
   * @throws IllegalArgumentException if an item is not an address or a network
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

  /** Returns whether the text is a single address. */
  public static boolean isAddress(String text) {
    return address(text).isPresent();
  }

  /** Reads one address; an IPv4 address in IPv6 notation is converted to IPv4. */
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

  /**
   * Returns whether one of the ranges contains the address.
   *
   * @param address any text; what is no single address is contained nowhere
   */
  public boolean contain(String address) {
    return address(address).filter(this::contain).isPresent();
  }

  boolean contain(IPAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** Returns whether the list is empty. */
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  @Override
  public String toString() {
    return ranges.stream().map(IPAddress::toString).collect(Collectors.joining(", "));
  }
}
