package io.botfunnel.starter.gateway;

import io.botfunnel.starter.security.ConstantTime;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a caller must send. Comparison takes constant time, so it does not reveal how much
 * was right. Immutable.
 */
final class ConstantTimeSecret {
  private final String value;

  ConstantTimeSecret(String value) {
    this.value = value;
  }

  boolean is(String given) {
    return ConstantTime.equal(value, given);
  }

  /** Returns whether a text contains the secret. */
  boolean isIn(String text) {
    return text.contains(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConstantTimeSecret secret && ConstantTime.equal(value, secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
