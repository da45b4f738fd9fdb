package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a side of a call shows in place of the console's key: an HMAC-SHA256 by that key over all
 * that the call means. It is bound to the address that the call goes to, so that one port cannot
 * pass on what was meant for another. Safe for use from any thread. See decision 0033.
 */
final class Proof {
  /** Carries the proof of a request, {@code <challenge> <proof>}, and that of its answer. */
  static final String HEADER = "X-BotFunnel-Proof";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final String authority;

  /**
   * @param authority host and port, as the URL of the console has them
   */
  Proof(String key, String authority) {
    this.key = new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
    this.authority = authority;
  }

  /** That a challenge is one of ours. */
  String ofChallenge(String atMs, String random) {
    return of("challenge", atMs, random);
  }

  /** That the console holds the key, to the one who sent the nonce. */
  String ofConsole(String nonce, String challenge) {
    return of("console", nonce, challenge);
  }

  /** That a request comes from one who holds the key. */
  String ofRequest(String challenge, String method, String target) {
    return of("request", challenge, method, target);
  }

  /** That an answer to that request comes from the console. */
  String ofAnswer(String challenge, int status, byte[] body) {
    return of("answer", challenge, String.valueOf(status), HexFormat.of().formatHex(sha256(body)));
  }

  /** No part holds a line feed, so no two lists of parts are the same text. */
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

  /** Takes the same time whatever was offered: nobody learns a secret by its characters. */
  static boolean same(String expected, String offered) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), offered.getBytes(UTF_8));
  }
}
