package io.botfunnel.tracking.event;

import org.jspecify.annotations.Nullable;

/** Builds the exception for a broken rule: the value, the rule and the remedy. */
final class Rule {
  private static final int SHOWN_CHARACTERS = 40;

  private Rule() {}

  static InvalidValueException broken(
      String what, @Nullable String value, String rule, String remedy) {
    return new InvalidValueException("%s %s: %s".formatted(what, shown(value), rule), remedy);
  }

  /**
   * The value in quotes, cut after 40 characters, with everything outside printable ASCII escaped.
   */
  static String shown(@Nullable String value) {
    if (value == null) {
      return "is absent";
    }
    StringBuilder shown = new StringBuilder("'");
    value.chars().limit(SHOWN_CHARACTERS).forEach(c -> shown.append(printable((char) c)));
    return shown.append(value.length() > SHOWN_CHARACTERS ? "…'" : "'").toString();
  }

  private static String printable(char c) {
    return c >= ' ' && c <= '~' ? String.valueOf(c) : "\\u%04x".formatted((int) c);
  }
}
