package io.botfunnel.tracking.network;

import io.botfunnel.tracking.internal.network.Loopback;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy through which other machines are reached: with CONNECT for https, so that it sees
 * no secret of the requests. Loopback hosts are always reached directly. Immutable; {@code
 * toString} shows no password.
 *
 * @param host a name or an address, resolved when a connection is made
 * @param port 1 to 65535
 * @param credentials for the proxy, or empty if it requires none
 */
public record OutboundProxy(String host, int port, Optional<Credentials> credentials) {
  /**
   * Credentials for the proxy, sent as Basic authentication.
   *
   * @param user without a colon
   * @param password never shown
   */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /**
   * Parses a proxy in the form of the setting {@code outbound.proxy}.
   *
   * @param text {@code http://host:port} or {@code http://user:password@host:port}; user and
   *     password are percent-encoded, such as {@code %40} for an @
   * @throws IllegalArgumentException if it has any other form; the message names the rule and the
   *     remedy, and shows no password
   */
  public static OutboundProxy of(String text) {
    URI url = uri(text);
    boolean plain =
        url.getRawQuery() == null && url.getRawFragment() == null && isEmpty(url.getRawPath());
    if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null || !plain) {
      throw broken(text);
    }
    if (url.getPort() < 1 || url.getPort() > 65_535) {
      throw broken(text);
    }
    return new OutboundProxy(url.getHost(), url.getPort(), credentials(text, url.getRawUserInfo()));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw broken(text);
    }
  }

  private static boolean isEmpty(@Nullable String path) {
    return path == null || path.isEmpty() || path.equals("/");
  }

  private static Optional<Credentials> credentials(String text, @Nullable String userInfo) {
    if (userInfo == null) {
      return Optional.empty();
    }
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw broken(text);
    }
    return Optional.of(
        new Credentials(
            decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1))));
  }

  /** A plus stays a plus, unlike in a form. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException broken(String text) {
    return new IllegalArgumentException(
        ("outbound.proxy '%s': it is http://host:port or http://user:password@host:port, with other"
                + " characters than letters and digits percent-encoded in user and password. Write"
                + " for example http://proxy.example:3128")
            .formatted(shown(text)));
  }

  /** A text that may be a proxy with everything before its last @ masked, for messages. */
  public static String shown(String text) {
    return text.replaceFirst("(?s)^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", "$1***@");
  }

  /**
   * Whether a server is reached through the proxy: every server except this machine.
   *
   * @param server a host name or an address
   */
  public boolean leadsTo(String server) {
    return !Loopback.is(server);
  }

  /** The proxy's address, not resolved. */
  public InetSocketAddress address() {
    return InetSocketAddress.createUnresolved(unbracketed(host), port);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Host and port, and {@code ***} in place of credentials. */
  @Override
  public String toString() {
    return "http://" + (credentials.isPresent() ? "***@" : "") + host + ":" + port;
  }
}
