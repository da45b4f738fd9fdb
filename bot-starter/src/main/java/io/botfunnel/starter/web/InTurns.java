package io.botfunnel.starter.web;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Ends a connection with the answer to its hundredth request; the client comes again on a new one.
 * A thread stays with a connection for as long as there are requests on it, so a few clients that
 * send theirs in one go would keep all threads. Safe for use from any thread.
 */
final class InTurns implements HttpConfiguration.Customizer {
  private static final int MOST_REQUESTS = 100;

  @Override
  public Request customize(Request request, HttpFields.Mutable answerHeaders) {
    if (request.getConnectionMetaData().getConnection().getMessagesIn() >= MOST_REQUESTS) {
      answerHeaders.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }
    return request;
  }
}
