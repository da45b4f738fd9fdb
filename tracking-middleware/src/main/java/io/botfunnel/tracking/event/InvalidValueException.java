package io.botfunnel.tracking.event;

import org.jspecify.annotations.Nullable;

/**
 * A value breaks the rule of its type. The message is {@link #what} and {@link #remedy} as two
 * sentences; programs that show them apart, such as a form or an HTTP response, take the parts.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN_CHARACTERS = 80;

  private final String what;
  private final String remedy;

  private InvalidValueException(String what, String remedy) {
    super(what + ". " + remedy);
    this.what = what;
    this.remedy = remedy;
  }

  /**
   * Returns the exception for a broken rule, for the caller to throw.
   *
   * @param subject the setting, argument or parameter
   * @param value its value without secrets, shown shortened and in printable ASCII; null if it is
   *     absent
   * @param rule the rule, as a part of a sentence
   * @param remedy what to do, a sentence without its full stop
   */
  public static InvalidValueException of(
      String subject, @Nullable String value, String rule, String remedy) {
    return new InvalidValueException("%s %s: %s".formatted(subject, shown(value), rule), remedy);
  }

  /**
   * The value in quotes, cut after 80 characters, with everything outside printable ASCII escaped.
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

  /** Returns the subject, its value and the rule, without a full stop. */
  public String what() {
    return what;
  }

  /** Returns what to do, without a full stop. */
  public String remedy() {
    return remedy;
  }
}
