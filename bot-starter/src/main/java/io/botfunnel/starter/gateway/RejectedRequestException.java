package io.botfunnel.starter.gateway;

import java.time.Duration;

/** A refused request: what is wrong, the rule and the remedy, for the sender. */
final class RejectedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String word;
  private final Duration again;

  private RejectedRequestException(int status, String word, String message) {
    this(status, word, message, Duration.ZERO);
  }

  private RejectedRequestException(int status, String word, String message, Duration again) {
    super(message, null, false, false);
    this.status = status;
    this.word = word;
    this.again = again;
  }

  /** Returns the response for the sender. */
  GatewayResponse answer() {
    return GatewayResponse.refused(status, word, String.valueOf(getMessage()), again);
  }

  /**
   * A value breaks its rule. The word is one of XTRACKER's: {@code invalid_event}, {@code
   * invalid_value}, {@code invalid_time}.
   */
  static RejectedRequestException invalid(String parameter, String what, String remedy) {
    String word = parameter.equals("t") ? "time" : parameter;
    return new RejectedRequestException(400, "invalid_" + word, what + ". " + remedy);
  }

  static RejectedRequestException unreadable(String message) {
    return new RejectedRequestException(400, "unreadable", message);
  }

  static RejectedRequestException unauthorized(String message) {
    return new RejectedRequestException(401, "unauthorized", message);
  }

  static RejectedRequestException forbidden(String message) {
    return new RejectedRequestException(403, "forbidden", message);
  }

  static RejectedRequestException notFound(String message) {
    return new RejectedRequestException(404, "not_found", message);
  }

  static RejectedRequestException notAllowed(String message) {
    return new RejectedRequestException(405, "not_allowed", message);
  }

  static RejectedRequestException tooSlow(String message) {
    return new RejectedRequestException(408, "too_slow", message);
  }

  static RejectedRequestException tooLarge(String message) {
    return new RejectedRequestException(413, "too_large", message);
  }

  static RejectedRequestException unknownType(String message) {
    return new RejectedRequestException(415, "unknown_type", message);
  }

  /**
   * @param again when the next request is accepted
   */
  static RejectedRequestException tooMany(String message, Duration again) {
    return new RejectedRequestException(429, "too_many", message, again);
  }
}
