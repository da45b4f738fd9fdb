package io.botfunnel.starter.web;

import java.util.Map;

/**
 * The security headers of every response: a browser runs only our code, caches nothing, sends no
 * referrer, and lends nothing to other sites.
 */
public final class SecurityHeaders {
  /** The headers by name. */
  public static final Map<String, String> ALL =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private SecurityHeaders() {}
}
