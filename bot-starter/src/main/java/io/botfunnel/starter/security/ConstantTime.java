package io.botfunnel.starter.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** Compares secrets in constant time, so that nobody can find one character by character. */
public final class ConstantTime {
  private ConstantTime() {}

  /** Returns whether both texts are equal; the time depends only on the length of the second. */
  public static boolean equal(String secret, String given) {
    return MessageDigest.isEqual(secret.getBytes(UTF_8), given.getBytes(UTF_8));
  }
}
