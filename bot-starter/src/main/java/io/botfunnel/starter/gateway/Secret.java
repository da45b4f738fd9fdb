package io.botfunnel.starter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a caller has to know. Compared in a time that does not tell how much of it was right. */
final class Secret {
  private final String value;
  private final byte[] bytes;

  Secret(String value) {
    this.value = value;
    this.bytes = value.getBytes(UTF_8);
  }

  boolean is(String given) {
    return MessageDigest.isEqual(bytes, given.getBytes(UTF_8));
  }

  /** Whether a text shows it. */
  boolean isIn(String text) {
    return text.contains(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
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
