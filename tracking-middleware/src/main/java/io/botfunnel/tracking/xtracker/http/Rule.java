package io.botfunnel.tracking.xtracker.http;

/** Builds the error of a broken rule: what was wrong, the rule, and what to do about it. */
public final class Rule {
  private static final int SHOWN_CHARACTERS = 80;

  private Rule() {}

  /**
   * The error to throw.
   *
   * @param what the setting or parameter
   * @param value what was given, without secrets
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
