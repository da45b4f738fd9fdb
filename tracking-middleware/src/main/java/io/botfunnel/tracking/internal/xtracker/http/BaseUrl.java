package io.botfunnel.tracking.internal.xtracker.http;

import io.botfunnel.tracking.event.InvalidValueException;
import io.botfunnel.tracking.internal.network.Loopback;
import java.net.URI;

/**
 * The base URL of XTRACKER: https, or plain http to this machine, since every call carries a
 * secret.
 *
 * @param text the URL without a trailing slash; its path, if any, is kept
 */
public record BaseUrl(String text) {
  private static final String SETTING = "xtracker.url";

  /**
   * Checks and normalises a URL.
   *
   * @throws IllegalArgumentException if the URL would expose the secret in the clear, or has a
   *     query, a fragment or user-info
   */
  public static BaseUrl of(URI url) {
    if (url.getHost() == null || !isSafe(url)) {
      throw broken(
          url,
          "XTRACKER is reached over https; plain http is for 127.0.0.0/8, ::1 and localhost only",
          "Write for example https://xtracker.cc");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
      throw broken(
          url,
          "a base URL has no query, no fragment and no user-info",
          "Leave out what stands behind ? or # and before @");
    }
    return new BaseUrl(withoutSlash(url.toASCIIString()));
  }

  /** The host as written; an IPv6 address keeps its brackets. */
  public String host() {
    return URI.create(text).getHost();
  }

  /** The URL of a path below the base; {@code path} starts with a slash. */
  public URI at(String path) {
    return URI.create(text + path);
  }

  private static boolean isSafe(URI url) {
    return "https".equalsIgnoreCase(url.getScheme())
        || ("http".equalsIgnoreCase(url.getScheme()) && Loopback.is(url.getHost()));
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? withoutSlash(url.substring(0, url.length() - 1)) : url;
  }

  /**
   * Builds the error; it shows the URL without user-info, query and fragment, which may hold a
   * secret.
   */
  private static IllegalArgumentException broken(URI url, String rule, String remedy) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String host = url.getHost() == null ? "" : url.getHost();
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String scheme = url.getScheme() == null ? "" : url.getScheme() + "://";
    return InvalidValueException.of(SETTING, scheme + host + port + path, rule, remedy);
  }

  @Override
  public String toString() {
    return text;
  }
}
