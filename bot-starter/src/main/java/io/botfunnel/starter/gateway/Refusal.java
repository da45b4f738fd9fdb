package io.botfunnel.starter.gateway;

import java.time.Duration;

/** A refused request: what is wrong, the rule and the remedy, for the sender. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String word;
  private final Duration again;

  private Refusal(int status, String word, String message) {
    this(status, word, message, Duration.ZERO);
  }

  private Refusal(int status, String word, String message, Duration again) {
    super(message, null, false, false);
    this.status = status;
    this.word = word;
    this.again = again;
  }

  /** Returns the response for the sender. */
  Answer answer() {
    return Answer.refused(status, word, String.valueOf(getMessage()), again);
  }

  /**
   * A value breaks its rule. The word is one of XTRACKER's: {@code invalid_event}, {@code
   * invalid_value}, {@code invalid_time}.
   */
  static Refusal invalid(String parameter, String what, String remedy) {
    String word = parameter.equals("t") ? "time" : parameter;
    return new Refusal(400, "invalid_" + word, what + ". " + remedy);
  }

  static Refusal unreadable(String message) {
    return new Refusal(400, "unreadable", message);
  }

  static Refusal unauthorized(String message) {
    return new Refusal(401, "unauthorized", message);
  }

  static Refusal forbidden(String message) {
    return new Refusal(403, "forbidden", message);
  }

  static Refusal notFound(String message) {
    return new Refusal(404, "not_found", message);
  }

  static Refusal notAllowed(String message) {
    return new Refusal(405, "not_allowed", message);
  }

  static Refusal tooSlow(String message) {
    return new Refusal(408, "too_slow", message);
  }

  static Refusal tooLarge(String message) {
    return new Refusal(413, "too_large", message);
  }

  static Refusal unknownType(String message) {
    return new Refusal(415, "unknown_type", message);
  }

  /**
   * @param again when the next request is accepted
   */
  static Refusal tooMany(String message, Duration again) {
    return new Refusal(429, "too_many", message, again);
  }
}
