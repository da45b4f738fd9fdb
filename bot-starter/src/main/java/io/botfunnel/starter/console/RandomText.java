package io.botfunnel.starter.console;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes unguessable text: 256 random bits, in characters that fit into a URL and a header. */
final class RandomText {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
