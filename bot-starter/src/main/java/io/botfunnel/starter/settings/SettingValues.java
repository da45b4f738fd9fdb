package io.botfunnel.starter.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of the settings, and the faults found while reading them. Not thread-safe. */
final class SettingValues {
  private final SettingsSources sources;
  private final List<String> faults;

  SettingValues(SettingsSources sources) {
    this(sources, new ArrayList<>());
  }

  private SettingValues(SettingsSources sources, List<String> faults) {
    this.sources = sources;
    this.faults = faults;
  }

  /** Returns the values that another bot sees; their faults are collected here as well. */
  SettingValues of(SettingsSources others) {
    return new SettingValues(others, faults);
  }

  /**
   * Returns the setting under its full name, with the section that holds it, for error messages.
   */
  <T> SettingKey<T> called(SettingKey<T> key) {
    return key.called(sources.nameOf(key.name()));
  }

  boolean has(SettingKey<?> key) {
    return !text(key).isEmpty();
  }

  private String text(SettingKey<?> key) {
    return sources.text(key.name());
  }

  /** Returns the value, or the default if the setting is not set or invalid. */
  <T> T get(SettingKey<T> key) {
    return find(key).or(key::standard).orElseThrow();
  }

  /**
   * Returns the value of a required setting. If it is missing or invalid, returns an empty text,
   * and {@link #check} fails.
   */
  String required(SettingKey<String> key) {
    return found(key).orElse("");
  }

  /**
   * Returns the value of a required setting. If it is missing or invalid, returns empty, and {@link
   * #check} fails.
   */
  <T> Optional<T> found(SettingKey<T> key) {
    if (!has(key)) {
      SettingKey<T> called = called(key);
      faults.add(called + " is missing: it has to be " + key.rule() + ". " + called.remedy() + ".");
    }
    return find(key);
  }

  /**
   * Returns the value of an optional setting; empty if it is not set. If it is invalid, returns
   * empty, and {@link #check} fails.
   */
  <T> Optional<T> find(SettingKey<T> key) {
    return has(key) ? parsed(key) : Optional.empty();
  }

  private <T> Optional<T> parsed(SettingKey<T> key) {
    try {
      return Optional.of(key.parse().apply(text(key)));
    } catch (IllegalArgumentException e) {
      faults.add(wrong(key));
      return Optional.empty();
    }
  }

  private String wrong(SettingKey<?> key) {
    return "%s is %s in %s, but has to be %s. %s."
        .formatted(
            called(key),
            ShownValue.of(key, text(key), this::withoutSecrets),
            sources.place(key.name()),
            key.rule(),
            called(key).remedy());
  }

  /** Adds a fault whose text names the settings as they are outside of a section. */
  void fault(String fault) {
    faults.add(sources.bot().isUnnamed() ? fault : "In bots." + sources.bot() + ": " + fault);
  }

  /**
   * @throws InvalidSettingsException if any fault was found
   */
  void check() {
    if (!faults.isEmpty()) {
      throw new InvalidSettingsException(
          faults.stream().distinct().map(this::withoutSecrets).toList());
    }
  }

  /**
   * Masks secrets in a fault, because a secret may be in the wrong setting. Values under 8
   * characters are not masked.
   */
  private String withoutSecrets(String fault) {
    return sources
        .secrets()
        .filter(secret -> secret.length() >= 8)
        .reduce(fault, (text, secret) -> text.replace(secret, "***"));
  }
}
