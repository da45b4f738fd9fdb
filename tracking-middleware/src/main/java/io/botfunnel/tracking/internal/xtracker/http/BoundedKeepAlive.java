package io.botfunnel.tracking.internal.xtracker.http;

import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Keeps an idle connection for 20 s, or for less if the server asks for less. Afterwards the pool
 * discards it instead of using it again. Thread-safe.
 */
final class BoundedKeepAlive implements ConnectionKeepAliveStrategy {
  /** Below the idle limits of the usual servers and balancers (30 s, 60 s, 75 s). */
  private static final TimeValue LONGEST = TimeValue.ofSeconds(20);

  @Override
  public TimeValue getKeepAliveDuration(HttpResponse response, HttpContext context) {
    TimeValue asked =
        DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
    // The pool treats a duration that is not positive as "forever"
    return TimeValue.isPositive(asked) ? asked.min(LONGEST) : LONGEST;
  }
}
