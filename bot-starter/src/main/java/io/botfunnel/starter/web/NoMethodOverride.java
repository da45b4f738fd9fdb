package io.botfunnel.starter.web;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Hides the header that asks to treat a request as another method. Javalin honors it, so a route
 * would run whose {@link Admission} was never applied. Thread-safe.
 */
final class NoMethodOverride implements HttpConfiguration.Customizer {
  private static final String OVERRIDE_HEADER = "X-HTTP-Method-Override";

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    if (!request.getHeaders().contains(OVERRIDE_HEADER)) {
      return request;
    }
    HttpFields headers =
        HttpFields.build(request.getHeaders()).remove(OVERRIDE_HEADER).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return headers;
      }
    };
  }
}
