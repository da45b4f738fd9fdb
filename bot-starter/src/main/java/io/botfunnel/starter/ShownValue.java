package io.botfunnel.starter;

import io.botfunnel.starter.logging.BotLogging;

/** A value as an error may quote it: without what might be a secret. */
final class ShownValue {
  private static final int LONGEST = 80;

  private ShownValue() {}

  static String of(SettingKey<?> key, String value) {
    return SettingKeys.isSecret(key) ? "*** (" + value.length() + " characters)" : quoted(value);
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
