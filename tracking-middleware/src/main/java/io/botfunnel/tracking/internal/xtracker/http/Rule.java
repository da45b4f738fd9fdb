package io.botfunnel.tracking.internal.xtracker.http;

/** Builds the error of a broken rule: the faulty value, the rule and the remedy. */
public final class Rule {
  private static final int SHOWN_CHARACTERS = 80;

  private Rule() {}

  /**
   * Returns the error, for the caller to throw.
   *
   * @param what the setting or parameter
   * @param value the value given, without secrets
   */
  public static IllegalArgumentException broken(
      String what, String value, String rule, String remedy) {
    return new IllegalArgumentException(
        "%s %s: %s. %s.".formatted(what, shown(value), rule, remedy));
  }

  private static String shown(String value) {
    StringBuilder shown = new StringBuilder("'");
    value.chars().limit(SHOWN_CHARACTERS).forEach(c -> shown.append(printable((char) c)));
    return shown.append(value.length() > SHOWN_CHARACTERS ? "…'" : "'").toString();
  }

  private static String printable(char c) {
    return c >= ' ' && c <= '~' ? String.valueOf(c) : "\\u%04x".formatted((int) c);
  }
}
