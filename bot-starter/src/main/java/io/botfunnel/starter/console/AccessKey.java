package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What the operator has to hold: made anew at each start, in memory and in one file. */
final class AccessKey {
  private static final int BYTES = 32;

  private final String value;

  private AccessKey(String value) {
    this.value = value;
  }

  static AccessKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new AccessKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  String value() {
    return value;
  }

  /** Takes the same time whatever was offered: nobody learns the key by its characters. */
  boolean is(String offered) {
    return MessageDigest.isEqual(value.getBytes(UTF_8), offered.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "***";
  }
}
