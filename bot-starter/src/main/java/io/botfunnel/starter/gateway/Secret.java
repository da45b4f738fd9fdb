package io.botfunnel.starter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

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
  public String toString() {
    return "***";
  }
}
