package io.botfunnel.starter;

import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.network.OutboundProxy;

/** A value as an error may quote it: without what might be a secret. */
final class ShownValue {
  private static final int LONGEST = 80;

  private ShownValue() {}

  static String of(SettingKey<?> key, String value) {
    if (SettingKeys.isSecret(key)) {
      return "*** (" + value.length() + " characters)";
    }
    if (key.equals(SettingKeys.PROXY)) {
      return quoted(OutboundProxy.shown(value));
    }
    return quoted(key.equals(SettingKeys.OUTBOX_URL) ? Outbox.shown(value) : value);
  }

  /** A password of a database travels in the query or before the host. */
  static String ofUrl(String url) {
    return BotLogging.masked(url.replaceAll("//[^/@]*@", "//***@").replaceFirst("\\?.*", "?***"));
  }

  private static String quoted(String value) {
    String shown = ofUrl(value);
    return '"' + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown) + '"';
  }
}
