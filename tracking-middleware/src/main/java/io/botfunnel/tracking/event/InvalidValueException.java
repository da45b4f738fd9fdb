package io.botfunnel.tracking.event;

/**
 * A value breaks the rule of its type. The message is both parts as sentences. Its parts are for
 * programs that show them apart, such as a form or a refusal over HTTP.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String what;
  private final String remedy;

  InvalidValueException(String what, String remedy) {
    super(what + ". " + remedy);
    this.what = what;
    this.remedy = remedy;
  }

  /** Returns the value, shortened and in printable ASCII, and the rule, without a full stop. */
  public String what() {
    return what;
  }

  /** Returns what to do, without a full stop. */
  public String remedy() {
    return remedy;
  }
}
