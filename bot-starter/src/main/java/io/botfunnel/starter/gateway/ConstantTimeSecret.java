package io.botfunnel.starter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a caller must send. Comparison takes constant time, so it does not reveal how much
 * was right. Immutable.
 */
final class ConstantTimeSecret {
  private final String value;
  private final byte[] bytes;

  ConstantTimeSecret(String value) {
    this.value = value;
    this.bytes = value.getBytes(UTF_8);
  }

  boolean is(String given) {
    return MessageDigest.isEqual(bytes, given.getBytes(UTF_8));
  }

  /** Returns whether a text contains the secret. */
  boolean isIn(String text) {
    return text.contains(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConstantTimeSecret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "***";
  }
}
