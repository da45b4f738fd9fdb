package io.botfunnel.starter.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting: its name, its rule and its default.
 *
 * @param name as in the file, with dots
 * @param parse throws IllegalArgumentException where the rule is broken; its message is not shown,
 *     since it may quote a secret
 * @param rule completes "it has to be …"
 * @param remedy a sentence for the operator, without its dot
 * @param standard the value where none is set; empty for a setting that is required or optional
 */
public record SettingKey<T>(
    String name, Function<String, T> parse, String rule, String remedy, Optional<T> standard) {

  static <T> SettingKey<T> of(String name, Function<String, T> parse, String rule, String remedy) {
    return new SettingKey<>(name, parse, rule, remedy, Optional.empty());
  }

  /** The same setting with a default, as the operator would write it. */
  SettingKey<T> or(String text) {
    return new SettingKey<>(name, parse, rule, remedy, Optional.of(parse.apply(text)));
  }

  /** The same setting with a rule that does more, and no default. */
  <S> SettingKey<S> as(Function<T, S> more) {
    return of(name, parse.andThen(more), rule, remedy);
  }

  /** The same setting where it has another name, in the section of a bot. */
  public SettingKey<T> called(String other) {
    String said = remedy.replace(environment(), environment(other));
    return new SettingKey<>(other, parse, rule, said, standard);
  }

  /** MicroProfile's name for it: every other character than a letter or digit is an underscore. */
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
