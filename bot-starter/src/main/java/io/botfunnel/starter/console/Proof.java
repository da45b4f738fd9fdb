package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.starter.security.ConstantTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What each side of a call shows in place of the console's key: an HMAC-SHA256 with that key over
 * the whole content of the call. It is bound to the call's address, so that a program on one port
 * cannot relay a call meant for another. Safe for use from any thread. See decision 0033.
 */
final class Proof {
  /** Carries the proof of a request as {@code <challenge> <proof>}, and the proof of its answer. */
  static final String HEADER = "X-BotFunnel-Proof";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final String authority;

  /**
   * @param authority host and port, as in the URL of the console
   */
  Proof(String key, String authority) {
    this.key = new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
    this.authority = authority;
  }

  /** Proves that the console issued a challenge. */
  String ofChallenge(String atMs, String random) {
    return of("challenge", atMs, random);
  }

  /** Proves to the sender of a nonce that the console holds the key. */
  String ofConsole(String nonce, String challenge) {
    return of("console", nonce, challenge);
  }

  /** Proves that the sender of a request holds the key. */
  String ofRequest(String challenge, String method, String target) {
    return of("request", challenge, method, target);
  }

  /** Proves that the answer to a request comes from the console. */
  String ofResponse(String challenge, int status, byte[] body) {
    return of("answer", challenge, String.valueOf(status), HexFormat.of().formatHex(sha256(body)));
  }

  /** No part holds a line feed, so no two lists of parts give the same text. */
  private String of(String... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String text = authority + "\n" + String.join("\n", parts);
      return TEXT.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Compares in constant time, so that nobody can find a secret character by character. */
  static boolean same(String expected, String offered) {
    return ConstantTime.equal(expected, offered);
  }
}
