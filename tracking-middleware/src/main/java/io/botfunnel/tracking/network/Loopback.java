package io.botfunnel.tracking.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Whether a host is this machine, as it is written: a name that resolves to it today may not
 * tomorrow.
 */
public final class Loopback {
  private static final Pattern V4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  private Loopback() {}

  /**
   * Whether nobody can listen in on the way to it.
   *
   * @param host as a URL has it, an IPv6 address with or without its brackets
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
