package io.botfunnel.starter.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values as they are written, and the faults that reading them has brought up. */
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

  /** Those that another bot sees; what is wrong with them is noted here. */
  SettingValues of(SettingsSources others) {
    return new SettingValues(others, faults);
  }

  /** What an error calls a setting: with the section that it stands in. */
  <T> SettingKey<T> called(SettingKey<T> key) {
    return key.called(sources.nameOf(key.name()));
  }

  boolean has(SettingKey<?> key) {
    return !text(key).isEmpty();
  }

  private String text(SettingKey<?> key) {
    return sources.text(key.name());
  }

  /** The default where the setting is not set or wrong. */
  <T> T get(SettingKey<T> key) {
    return find(key).or(key::standard).orElseThrow();
  }

  /** Empty where the setting is missing, too, but then {@link #check} fails. */
  String required(SettingKey<String> key) {
    return found(key).orElse("");
  }

  /** Empty where the setting is missing or wrong, and then {@link #check} fails. */
  <T> Optional<T> found(SettingKey<T> key) {
    if (!has(key)) {
      SettingKey<T> called = called(key);
      faults.add(called + " is missing: it has to be " + key.rule() + ". " + called.remedy() + ".");
    }
    return find(key);
  }

  /** Empty where the setting is not set, or is wrong, which {@link #check} tells. */
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

  /** Notes what is wrong, in words that name the settings as they are outside of a section. */
  void fault(String fault) {
    faults.add(sources.bot().isUnnamed() ? fault : "In bots." + sources.bot() + ": " + fault);
  }

  /**
   * @throws InvalidSettingsException if there has been any fault
   */
  void check() {
    if (!faults.isEmpty()) {
      throw new InvalidSettingsException(
          faults.stream().distinct().map(this::withoutSecrets).toList());
    }
  }

  /** A secret may stand in the wrong setting as well; a very short one is no secret. */
  private String withoutSecrets(String fault) {
    return sources
        .secrets()
        .filter(secret -> secret.length() >= 8)
        .reduce(fault, (text, secret) -> text.replace(secret, "***"));
  }
}
