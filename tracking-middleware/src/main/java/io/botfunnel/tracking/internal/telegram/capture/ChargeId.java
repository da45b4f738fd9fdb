package io.botfunnel.tracking.internal.telegram.capture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns Telegram's id of a payment into a transaction id. Telegram states no rule for it. An id
 * longer than 120 characters, or with other than visible ASCII characters, becomes {@code sha256-}
 * and the hash of its UTF-8 in hex. So no deposit is lost because of its id, and equal ids stay
 * equal.
 */
final class ChargeId {
  private static final Pattern FITS = Pattern.compile("[!-~]{1,120}");

  private ChargeId() {}

  /**
   * Returns the transaction id.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String of(@Nullable String chargeId) {
    if (chargeId == null || chargeId.isEmpty()) {
      throw new IllegalArgumentException(
          "it has no telegram_payment_charge_id, and would count again each time it is told."
              + " Report it with the deposit hook and an id of your own");
    }
    return FITS.matcher(chargeId).matches() ? chargeId : "sha256-" + hash(chargeId);
  }

  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException every) {
      throw new IllegalStateException("every Java has SHA-256", every);
    }
  }
}
