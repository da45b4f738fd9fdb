package io.botfunnel.tracking.xtracker.http;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Takes another connection where a kept one turns out to be closed before the request was written;
 * otherwise never repeats anything, since that is for delivery to decide.
 */
final class ResendUnsent implements HttpRequestRetryStrategy {
  /** Kept connections that died together are each tried once in the worst case. */
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
