package io.botfunnel.starter.settings;

import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.network.OutboundProxy;
import java.util.function.UnaryOperator;

/**
 * A value as an error may quote it, with secrets masked. Masking precedes shortening, so that no
 * part of a secret remains.
 */
final class ShownValue {
  private static final int LONGEST = 80;

  private ShownValue() {}

  /**
   * @param secrets masks the known secrets, because one may be in the wrong setting
   */
  static String of(SettingKey<?> key, String value, UnaryOperator<String> secrets) {
    if (SettingKeys.isSecret(key)) {
      return "*** (" + value.length() + " characters)";
    }
    if (key.equals(SettingKeys.PROXY)) {
      return quoted(secrets.apply(OutboundProxy.shown(value)));
    }
    return quoted(secrets.apply(key.equals(SettingKeys.OUTBOX_URL) ? Outbox.shown(value) : value));
  }

  /** Masks a database password, which is in the query or before the host. */
  static String ofUrl(String url) {
    return BotLogging.masked(
        url.replaceFirst("(?s)//.*@", "//***@").replaceFirst("(?s)\\?.*", "?***"));
  }

  private static String quoted(String value) {
    String shown = ofUrl(value);
    return '"' + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown) + '"';
  }
}
