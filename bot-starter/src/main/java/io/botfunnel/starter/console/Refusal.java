package io.botfunnel.starter.console;

/** A request that is not served: what is wrong, the rule, the remedy, for whoever sent it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  static Refusal noKey() {
    return new Refusal(
        401,
        "The key is missing, or it is of an earlier start. The bot logs a link with its key at each"
            + " start: open the newest, \"the operator's page is at …\"");
  }

  static Refusal forbidden(String message) {
    return new Refusal(403, message);
  }

  static Refusal notFound(String message) {
    return new Refusal(404, message);
  }

  static Refusal tooLarge(String message) {
    return new Refusal(413, message);
  }

  static Refusal tooMany(String message) {
    return new Refusal(503, message);
  }
}
