package io.botfunnel.tracking.xtracker.http;

import org.jspecify.annotations.Nullable;

/**
 * What came back over HTTP, as far as it decides anything.
 *
 * @param status the HTTP status code
 * @param retryAfter the header as it came, or null
 * @param location the header as it came, or null
 * @param body at most the first 16 KB; empty where there was none
 */
public record HttpAnswer(
    int status, @Nullable String retryAfter, @Nullable String location, String body) {
  public boolean succeeded() {
    return status / 100 == 2;
  }

  public boolean redirects() {
    return status / 100 == 3;
  }

  /** Whether the key was refused. */
  public boolean unauthorized() {
    return status == 401 || status == 403;
  }

  /** XTRACKER's own outbound rule, and 425: too early, too often or broken over there. */
  public boolean asksToRetry() {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }

  /** Too much for it just now: a 503 that says when it ends is about load, not about a fault. */
  public boolean turnsAway() {
    return status == 429 || (status == 503 && retryAfter != null);
  }

  /** {@code HTTP 422: } and the start of the body. */
  public String shown(Excerpt excerpt) {
    String start = excerpt.of(body);
    return "HTTP " + status + (start.isEmpty() ? " with an empty body" : ": " + start);
  }
}
