package io.botfunnel.starter.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules for URLs of servers that receive secrets: https, or plain http if nobody can listen in.
 * Hosts are judged by their spelling, because a name may resolve to another address tomorrow.
 */
final class ServerUrl {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** A name without a dot (a neighboring container), or under a domain that is never public. */
  private static final Pattern LOCAL_NAME =
      Pattern.compile("[a-z0-9-]+|[a-z0-9.-]+\\.(local|localhost|internal)");

  /** The ports that Telegram calls; -1 means that the URL has none. */
  private static final Set<Integer> WEBHOOK_PORTS = Set.of(-1, 443, 80, 88, 8443);

  private ServerUrl() {}

  /** Reads the tracker's URL; plain http is allowed only to this machine. */
  static URI ofTracker(String text) {
    URI url = plain(text);
    Parsers.require(isHttps(url) || isLoopback(url.getHost()));
    return url;
  }

  /**
   * Reads the URL of a Bot API server, which the operator may run; the bot library supports no
   * path.
   */
  static URI ofBotApi(String text) {
    URI url = plain(text);
    Parsers.require(isHttps(url) || isLocal(url.getHost().toLowerCase(Locale.ROOT)));
    Parsers.require(url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
    return url;
  }

  /** Reads the URL of a webhook. The operator's own Bot API server may push over plain http. */
  static URI ofWebhook(String text) {
    URI url = plain(text);
    boolean local = isLocal(url.getHost().toLowerCase(Locale.ROOT));
    Parsers.require(local || (isHttps(url) && WEBHOOK_PORTS.contains(url.getPort())));
    Parsers.require(url.getRawPath().endsWith("/telegram"));
    return url;
  }

  private static URI plain(String text) {
    URI url = URI.create(text);
    Parsers.require(url.getHost() != null);
    Parsers.require(isHttps(url) || "http".equalsIgnoreCase(url.getScheme()));
    Parsers.require(url.getRawQuery() == null && url.getRawFragment() == null);
    Parsers.require(url.getRawUserInfo() == null);
    return url;
  }

  private static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || (isLiteral(host) && address(host).isLoopbackAddress());
  }

  private static boolean isLocal(String host) {
    return isLiteral(host) ? isLocal(address(host)) : LOCAL_NAME.matcher(host).matches();
  }

  private static boolean isLocal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || isUniqueLocal(address.getAddress());
  }

  /** Returns whether the address is in IPv6's fc00::/7, for which the JDK has no method. */
  private static boolean isUniqueLocal(byte[] address) {
    return address.length == 16 && (address[0] & 0xfe) == 0xfc;
  }

  private static boolean isLiteral(String host) {
    return host.startsWith("[") || IPV4.matcher(host).matches();
  }

  /** Parses an address; the host is a literal, so no name is looked up. */
  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }
}
