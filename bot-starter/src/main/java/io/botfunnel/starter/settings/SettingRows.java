package io.botfunnel.starter.settings;

import io.botfunnel.starter.gateway.AddressRanges;
import io.botfunnel.starter.settings.Setting.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the rows of {@link SettingsTable}, by kind. The remedy of a setting with a default is to
 * leave it out.
 */
record SettingRows(Scope scope, Secrecy secrecy, Consumer<Setting<?>> table) {
  SettingRows(Scope scope, Consumer<Setting<?>> table) {
    this(scope, Secrecy.NONE, table);
  }

  SettingRows hiding(Secrecy secrets) {
    return new SettingRows(scope, secrets, table);
  }

  private <T> Setting<T> add(
      String name, Function<String, T> parser, Optional<T> standard, String rule, String remedy) {
    Setting<T> row = new Setting<>(name, scope, secrecy, parser, standard, rule, remedy);
    table.accept(row);
    return row;
  }

  /** A setting without a default; some are required by others. */
  <T> Setting<T> optional(String name, Function<String, T> parser, String rule, String remedy) {
    return add(name, parser, Optional.empty(), rule, remedy);
  }

  /** A setting with a default, given as the operator would write it. */
  <T> Setting<T> standard(String name, String standard, Function<String, T> parser, String rule) {
    return standard(name, standard, parser, rule, "");
  }

  /**
   * @param more the end of the remedy
   */
  <T> Setting<T> standard(
      String name, String standard, Function<String, T> parser, String rule, String more) {
    Optional<T> value = Optional.of(parser.apply(standard));
    return add(name, parser, value, rule, "Leave it out for " + standard + more);
  }

  Setting<String> secret(String name, Function<String, String> parser, String rule, String remedy) {
    return hiding(Secrecy.WHOLE).optional(name, parser, rule, remedy);
  }

  /** A secret that the operator makes up. */
  Setting<String> chosenSecret(String name) {
    return secret(
        name,
        Parsers.matching("[!-~]{16,4096}"),
        "at least 16 visible ASCII characters",
        "Set the environment variable to what openssl rand -hex 24 prints, or leave it out");
  }

  Setting<Boolean> flag(String name, String standard) {
    return standard(name, standard, Parsers::flag, "true or false");
  }

  Setting<Integer> number(String name, int least, int most, int standard) {
    return number(name, least, most, standard, "");
  }

  /**
   * @param unit the end of the rule
   */
  Setting<Integer> number(String name, int least, int most, int standard, String unit) {
    String rule = "a whole number from " + least + " to " + most + unit;
    return standard(name, String.valueOf(standard), Parsers.number(least, most), rule);
  }

  Setting<Duration> period(String name, String least, String most, String standard) {
    String rule =
        "a duration from " + least + " to " + most + ", such as 90s, 10m, 1h, 7d or PT10M";
    return standard(name, standard, Parsers.duration(least, most), rule);
  }

  Setting<AddressRanges> addresses(String name) {
    return addresses(name, Optional.empty());
  }

  Setting<AddressRanges> addresses(String name, String standard) {
    return addresses(name, Optional.of(AddressRanges.of(standard)));
  }

  private Setting<AddressRanges> addresses(String name, Optional<AddressRanges> standard) {
    return add(
        name,
        AddressRanges::of,
        standard,
        "a list of addresses and networks, such as 203.0.113.7, 198.51.100.0/24, 2001:db8::/32",
        "Correct it, or leave it out");
  }

  /** A partner's name for one of our parameters. */
  Setting<String> parameter(String name) {
    return optional(
        name,
        Parsers.matching("[!-~&&[^&=#%+]]{1,64}"),
        "the name of the partner's parameter, 1 to 64 visible characters without & = # % +",
        "Write it as it stands in the partner's postback, or leave it out");
  }
}
