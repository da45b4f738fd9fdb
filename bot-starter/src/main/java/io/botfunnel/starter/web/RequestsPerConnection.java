package io.botfunnel.starter.web;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Closes a connection with the response to its hundredth request, so that the client reconnects. A
 * thread stays with a connection while there are requests on it, so a few clients that pipeline
 * their requests would occupy all threads. Thread-safe.
 */
final class RequestsPerConnection implements HttpConfiguration.Customizer {
  private static final int MAX_REQUESTS = 100;

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    if (request.getConnectionMetaData().getConnection().getMessagesIn() >= MAX_REQUESTS) {
      responseHeaders.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }
    return request;
  }
}
