package io.botfunnel.tracking.internal.xtracker.http;

import io.botfunnel.tracking.event.InvalidValueException;
import java.time.Duration;

/**
 * How many calls may run at once, and for how long.
 *
 * @param maxInFlight calls at once, 1 to 1024; also the size of the connection pool
 * @param connectTimeout for opening a connection, at least 1 ms
 * @param responseTimeout for a whole call, from asking for a connection to the last byte; at least
 *     1 ms
 */
public record Limits(int maxInFlight, Duration connectTimeout, Duration responseTimeout) {
  private static final int MOST_CONNECTIONS = 1024;

  public Limits {
    if (maxInFlight < 1 || maxInFlight > MOST_CONNECTIONS) {
      throw InvalidValueException.of(
          "tracking.delivery.max-in-flight",
          Integer.toString(maxInFlight),
          "1 to 1024 calls can be in flight",
          "64 is the default and enough for thousands of events a second");
    }
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("responseTimeout", responseTimeout);
  }

  private static void requirePositive(String what, Duration value) {
    if (value.toMillis() < 1) {
      throw InvalidValueException.of(
          what, value.toString(), "a timeout is at least a millisecond", "Use some seconds");
    }
  }
}
