package io.botfunnel.tracking.internal.xtracker.http;

import org.apache.hc.core5.http.message.BasicHeader;

/**
 * {@code Authorization: Bearer …}, masked when httpclient5 logs the headers of HTTP/1.1 at DEBUG.
 * For HTTP/2 the library copies headers before it logs them, so {@link UnloggedHttp2} keeps those
 * out of the log.
 */
final class BearerHeader extends BasicHeader {
  private static final long serialVersionUID = 1L;
  private static final boolean SENSITIVE = true;

  BearerHeader(String secret) {
    super("Authorization", "Bearer " + secret, SENSITIVE);
  }

  @Override
  public String toString() {
    return "Authorization: Bearer ***";
  }
}
