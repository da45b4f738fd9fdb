package io.botfunnel.starter.web;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Hides the header that asks to treat a request as another method. Javalin honors it, so a route
 * would run whose {@link Admission} was never applied. Thread-safe.
 */
final class OneMethod implements HttpConfiguration.Customizer {
  private static final String OTHER_METHOD = "X-HTTP-Method-Override";

  @Override
  public Request customize(Request request, HttpFields.Mutable answerHeaders) {
    if (!request.getHeaders().contains(OTHER_METHOD)) {
      return request;
    }
    HttpFields others = HttpFields.build(request.getHeaders()).remove(OTHER_METHOD).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return others;
      }
    };
  }
}
