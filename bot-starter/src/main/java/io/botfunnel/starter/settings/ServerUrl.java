package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.Parsers.require;

import io.botfunnel.starter.gateway.AddressRanges;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules for URLs of servers that receive secrets: https, or plain http if nobody can listen in.
 * Hosts are judged by their spelling, because a name may resolve to another address tomorrow.
 */
final class ServerUrl {
  private static final AddressRanges LOOPBACK = AddressRanges.of("127.0.0.0/8, ::1");

  /** Loopback, private and link-local addresses. */
  private static final AddressRanges LOCAL =
      AddressRanges.of(
          "127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16, ::1, fc00::/7,"
              + " fe80::/10, fec0::/10");

  /** A name without a dot (a neighboring container), or under a domain that is never public. */
  private static final Pattern LOCAL_NAME =
      Pattern.compile("[a-z0-9-]+|[a-z0-9.-]+\\.(local|localhost|internal)");

  /** The ports that Telegram calls; -1 means that the URL has none. */
  private static final Set<Integer> WEBHOOK_PORTS = Set.of(-1, 443, 80, 88, 8443);

  private ServerUrl() {}

  /** Reads the tracker's URL; plain http is allowed only to this machine. */
  static URI ofTracker(String text) {
    URI url = plain(text);
    require(isHttps(url) || host(url).equals("localhost") || LOOPBACK.contain(host(url)));
    return url;
  }

  /**
   * Reads the URL of a Bot API server, which the operator may run; the bot library supports no
   * path.
   */
  static URI ofBotApi(String text) {
    URI url = plain(text);
    require(isHttps(url) || isLocal(url));
    require(url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
    return url;
  }

  /** Reads the URL of a webhook. The operator's own Bot API server may push over plain http. */
  static URI ofWebhook(String text) {
    URI url = plain(text);
    require(isLocal(url) || (isHttps(url) && WEBHOOK_PORTS.contains(url.getPort())));
    require(url.getRawPath().endsWith("/telegram"));
    return url;
  }

  private static URI plain(String text) {
    URI url = URI.create(text);
    require(url.getHost() != null);
    require(isHttps(url) || "http".equalsIgnoreCase(url.getScheme()));
    require(url.getRawQuery() == null && url.getRawFragment() == null);
    require(url.getRawUserInfo() == null);
    return url;
  }

  private static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private static boolean isLocal(URI url) {
    return LOCAL.contain(host(url)) || LOCAL_NAME.matcher(host(url)).matches();
  }

  /** Returns the host in small letters, an IPv6 address without its brackets. */
  private static String host(URI url) {
    return url.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
  }
}
