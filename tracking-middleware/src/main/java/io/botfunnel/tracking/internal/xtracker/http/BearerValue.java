package io.botfunnel.tracking.internal.xtracker.http;

import org.jspecify.annotations.Nullable;

/**
 * A secret, or the reason why there is none.
 *
 * @param value visible ASCII, or null
 * @param problem what is wrong and what to do, without the secret; empty if there is a value
 */
public record BearerValue(@Nullable String value, String problem) {
  static BearerValue of(String value) {
    return new BearerValue(value, "");
  }

  static BearerValue missing(String problem) {
    return new BearerValue(null, problem);
  }

  @Override
  public String toString() {
    return value == null ? problem : "***";
  }
}
