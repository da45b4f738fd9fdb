package io.botfunnel.tracking.xtracker.http;

import org.apache.hc.core5.http.message.BasicHeader;

/**
 * {@code Authorization: Bearer …}, masked where httpclient5 logs the headers of HTTP/1.1 at DEBUG;
 * those of HTTP/2 it copies, so {@link UnloggedHttp2} keeps them out of the log.
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
