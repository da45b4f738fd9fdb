package io.botfunnel.tracking.internal.xtracker.http;

import org.jspecify.annotations.Nullable;

/**
 * The parts of an HTTP response that matter to a verdict.
 *
 * @param status the HTTP status code
 * @param retryAfter the {@code Retry-After} header, unchanged, or null
 * @param location the {@code Location} header, unchanged, or null
 * @param body at most the first 16 KB; empty if there was none
 */
public record HttpAnswer(
    int status, @Nullable String retryAfter, @Nullable String location, String body) {
  public boolean succeeded() {
    return status / 100 == 2;
  }

  public boolean redirects() {
    return status / 100 == 3;
  }

  /** Whether the server refused the key. */
  public boolean unauthorized() {
    return status == 401 || status == 403;
  }

  /**
   * Whether the status is transient: too early, too often, or an error of the server. This is
   * XTRACKER's own rule for its webhooks, plus 425.
   */
  public boolean asksToRetry() {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }

  /**
   * Whether the server is overloaded. A 503 with a {@code Retry-After} is about load, not a fault.
   */
  public boolean turnsAway() {
    return status == 429 || (status == 503 && retryAfter != null);
  }

  /** Returns for example {@code HTTP 422: } and the start of the body. */
  public String shown(Excerpt excerpt) {
    String start = excerpt.of(body);
    return "HTTP " + status + (start.isEmpty() ? " with an empty body" : ": " + start);
  }
}
