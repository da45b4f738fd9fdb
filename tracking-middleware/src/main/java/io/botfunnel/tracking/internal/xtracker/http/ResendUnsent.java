package io.botfunnel.tracking.internal.xtracker.http;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Repeats a request on another connection if a pooled one turns out to be closed before the request
 * was written. It never repeats anything else: that is up to delivery.
 */
final class ResendUnsent implements HttpRequestRetryStrategy {
  /** In the worst case, each pooled connection died at once and is tried once. */
  private final int mostTries;

  ResendUnsent(int mostTries) {
    this.mostTries = mostTries;
  }

  @Override
  public boolean retryRequest(
      HttpRequest request, IOException exception, int tries, HttpContext context) {
    return exception instanceof RequestNotExecutedException && tries <= mostTries;
  }

  @Override
  public boolean retryRequest(HttpResponse response, int tries, HttpContext context) {
    return false;
  }

  @Override
  public TimeValue getRetryInterval(HttpResponse response, int tries, HttpContext context) {
    return TimeValue.ZERO_MILLISECONDS;
  }
}
