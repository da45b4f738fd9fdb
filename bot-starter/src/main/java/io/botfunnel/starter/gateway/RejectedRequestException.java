package io.botfunnel.starter.gateway;

import java.time.Duration;

/** A request that the gateway rejects, with what is wrong and the remedy for its sender. */
final class RejectedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private final String word;

  private final Duration retryAfter;

  private RejectedRequestException(int status, String word, String what, String remedy) {
    this(status, word, what, remedy, Duration.ZERO);
  }

  private RejectedRequestException(
      int status, String word, String what, String remedy, Duration retryAfter) {
    super(what + ". " + remedy, null, false, false);
    this.status = status;
    this.word = word;
    this.retryAfter = retryAfter;
  }

  /** Returns the response for the sender. */
  GatewayResponse response() {
    return GatewayResponse.rejected(status, word, String.valueOf(getMessage()), retryAfter);
  }

  /**
   * A value breaks its rule. The word is one of XTRACKER's: {@code invalid_event}, {@code
   * invalid_value}, {@code invalid_time}.
   */
  static RejectedRequestException invalid(String parameter, String what, String remedy) {
    String word = parameter.equals("t") ? "time" : parameter;
    return new RejectedRequestException(400, "invalid_" + word, what, remedy);
  }

  static RejectedRequestException unreadable(String what, String remedy) {
    return new RejectedRequestException(400, "unreadable", what, remedy);
  }

  static RejectedRequestException unauthorized(String what, String remedy) {
    return new RejectedRequestException(401, "unauthorized", what, remedy);
  }

  static RejectedRequestException forbidden(String what, String remedy) {
    return new RejectedRequestException(403, "forbidden", what, remedy);
  }

  static RejectedRequestException notFound(String what, String remedy) {
    return new RejectedRequestException(404, "not_found", what, remedy);
  }

  static RejectedRequestException notAllowed(String what, String remedy) {
    return new RejectedRequestException(405, "not_allowed", what, remedy);
  }

  static RejectedRequestException tooSlow(String what, String remedy) {
    return new RejectedRequestException(408, "too_slow", what, remedy);
  }

  static RejectedRequestException tooLarge(String what, String remedy) {
    return new RejectedRequestException(413, "too_large", what, remedy);
  }

  static RejectedRequestException unknownType(String what, String remedy) {
    return new RejectedRequestException(415, "unknown_type", what, remedy);
  }

  /**
   * @param retryAfter when the next request is accepted
   */
  static RejectedRequestException tooMany(String what, String remedy, Duration retryAfter) {
    return new RejectedRequestException(429, "too_many", what, remedy, retryAfter);
  }
}
