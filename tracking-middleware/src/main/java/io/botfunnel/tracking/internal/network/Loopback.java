package io.botfunnel.tracking.internal.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Recognizes this machine by how a host is written. Names are not resolved, because a name that
 * resolves to this machine today may not tomorrow. Safe for use from any thread.
 */
public final class Loopback {
  private static final Pattern V4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  private Loopback() {}

  /**
   * Whether the host is this machine, so that nobody can listen in on the way.
   *
   * @param host as in a URL, an IPv6 address with or without brackets
   */
  public static boolean is(String host) {
    return host.equalsIgnoreCase("localhost")
        || V4.matcher(host).matches()
        || (host.contains(":") && isLoopbackLiteral(host));
  }

  private static boolean isLoopbackLiteral(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
