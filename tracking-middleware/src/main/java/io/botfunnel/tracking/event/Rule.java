package io.botfunnel.tracking.event;

import org.jspecify.annotations.Nullable;

/** Builds the error of a broken rule: what was wrong, the rule, and what to do about it. */
final class Rule {
  private static final int SHOWN_CHARACTERS = 40;

  private Rule() {}

  static IllegalArgumentException broken(
      String what, @Nullable String value, String rule, String remedy) {
    return new IllegalArgumentException(
        "%s %s: %s. %s".formatted(what, shown(value), rule, remedy));
  }

  /** The value in quotes, cut and with everything outside printable ASCII escaped. */
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
