package io.botfunnel.starter.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting: its name, its rule and its default. Immutable.
 *
 * @param name as in the file, with dots
 * @param parse throws IllegalArgumentException if the text breaks the rule; its message is not
 *     shown, because it may quote a secret
 * @param rule completes the sentence "it has to be …"
 * @param remedy a sentence for the operator, without its full stop
 * @param standard the default; empty for a setting that is required or optional
 */
public record SettingKey<T>(
    String name, Function<String, T> parse, String rule, String remedy, Optional<T> standard) {

  static <T> SettingKey<T> of(String name, Function<String, T> parse, String rule, String remedy) {
    return new SettingKey<>(name, parse, rule, remedy, Optional.empty());
  }

  /**
   * Returns this setting with a default.
   *
   * @param text the default as the operator would write it
   */
  SettingKey<T> or(String text) {
    return new SettingKey<>(name, parse, rule, remedy, Optional.of(parse.apply(text)));
  }

  /** Returns this setting with a further conversion of its value, and without a default. */
  <S> SettingKey<S> as(Function<T, S> more) {
    return of(name, parse.andThen(more), rule, remedy);
  }

  /** Returns this setting under another name, in the section of a bot. */
  public SettingKey<T> called(String other) {
    String said = remedy.replace(environment(), environment(other));
    return new SettingKey<>(other, parse, rule, said, standard);
  }

  /**
   * Returns the name of the environment variable. As in MicroProfile, every character except
   * letters and digits becomes an underscore.
   */
  String environment() {
    return environment(name);
  }

  static String environment(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name + " (" + environment() + ")";
  }
}
