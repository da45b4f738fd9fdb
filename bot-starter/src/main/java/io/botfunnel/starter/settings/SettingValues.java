package io.botfunnel.starter.settings;

import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.event.BotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values of the settings as one bot sees them, and the faults found while reading them. Not
 * thread-safe.
 */
final class SettingValues {
  private static final int LONGEST_SHOWN = 80;

  /** A shorter secret may be a part of an ordinary word. */
  private static final int SHORTEST_MASKED = 8;

  private final SettingsSources sources;
  private final List<SettingFault> faults;

  SettingValues(SettingsSources sources) {
    this(sources, new ArrayList<>());
  }

  private SettingValues(SettingsSources sources, List<SettingFault> faults) {
    this.sources = sources;
    this.faults = faults;
  }

  /** Returns the values that another bot sees; their faults are collected here as well. */
  SettingValues of(BotName bot) {
    return new SettingValues(sources.of(bot), faults);
  }

  SettingsSources sources() {
    return sources;
  }

  /** Returns the setting by its full name, with the section that holds it, for faults. */
  <T> Setting<T> called(Setting<T> key) {
    return key.named(sources.nameOf(key));
  }

  boolean has(Setting<?> key) {
    return !sources.text(key).isEmpty();
  }

  /** Returns the value, or the default if the setting is not set or invalid. */
  <T> T get(Setting<T> key) {
    return find(key).or(key::standard).orElseThrow();
  }

  /** Returns the value; if the setting is missing or invalid, empty, and {@link #check} fails. */
  <T> Optional<T> required(Setting<T> key) {
    if (!has(key)) {
      Setting<T> called = called(key);
      fault(called + " is missing: it has to be " + key.rule(), called.remedy());
    }
    return find(key);
  }

  /**
   * Returns the value of an optional setting; empty if it is not set. If it is invalid, returns
   * empty, and {@link #check} fails.
   */
  <T> Optional<T> find(Setting<T> key) {
    return find(key, key.parser());
  }

  /** Finds the value as another parser reads it. */
  <T> Optional<T> find(Setting<?> key, Function<String, T> parser) {
    try {
      return has(key) ? Optional.of(parser.apply(sources.text(key))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      String where = sources.place(key);
      fault(
          "%s is %s in %s, but has to be %s".formatted(called(key), shown(key), where, key.rule()),
          called(key).remedy());
      return Optional.empty();
    }
  }

  /** Masks before it shortens, so that no part of a secret remains. */
  private String shown(Setting<?> key) {
    String text = key.secrecy().shown(sources.text(key));
    return key.secrecy() == Secrecy.WHOLE ? text : '"' + cut(maskedUrl(masked(text))) + '"';
  }

  private static String cut(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }

  /** Masks the password of a database, which is in the query or before the host. */
  private static String maskedUrl(String url) {
    return BotLogging.masked(
        url.replaceFirst("(?s)//.*@", "//***@").replaceFirst("(?s)\\?.*", "?***"));
  }

  void fault(String what, String remedy) {
    fault(new SettingFault(what, remedy));
  }

  void fault(SettingFault fault) {
    SettingFault shown = new SettingFault(masked(fault.what()), masked(fault.remedy()));
    if (!faults.contains(shown)) {
      faults.add(shown);
    }
  }

  /**
   * @throws InvalidSettingsException if any fault was found
   */
  void check() {
    if (!faults.isEmpty()) {
      throw new InvalidSettingsException(faults);
    }
  }

  /** Masks the secrets of the settings, because one may be in the wrong setting. */
  private String masked(String text) {
    return sources
        .secrets()
        .filter(secret -> secret.length() >= SHORTEST_MASKED)
        .reduce(text, (shown, secret) -> shown.replace(secret, "***"));
  }
}
