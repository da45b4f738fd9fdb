package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Settings that are complete, but for what a test changes. */
public final class Given {
  static final String TOKEN = "123456789:AAF-0123456789_abcdefghijklmnopqrstu";
  static final String BEARER = "s3cr3t/bearer+key";
  static final Map<String, String> SECRETS =
      Map.of("TELEGRAM_BOT_TOKEN", TOKEN, "XTRACKER_BEARER", BEARER);

  private Given() {}

  static Map<String, String> with(String key, String value) {
    Map<String, String> values = new HashMap<>(SECRETS);
    values.put(key, value);
    return values;
  }

  static Settings settings(String key, String value) {
    return Settings.from(with(key, value));
  }

  public static InvalidSettingsException failure(ThrowingCallable reading) {
    return catchThrowableOfType(InvalidSettingsException.class, reading);
  }

  static InvalidSettingsException failure(String key, String value) {
    return failure(() -> settings(key, value));
  }
}
