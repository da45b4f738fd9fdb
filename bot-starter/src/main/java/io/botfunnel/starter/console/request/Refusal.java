package io.botfunnel.starter.console.request;

/** Refuses a request; tells its sender what is wrong, the rule and the remedy. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  public static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  public static Refusal noSession() {
    return new Refusal(
        401,
        "There is no session, or it has ended: a restart ends all of them. Run the command console"
            + " on the bot's machine: it prints a link for a browser, and with --key a key for"
            + " scripts");
  }

  public static Refusal noProof() {
    return new Refusal(
        401,
        "This is for the owner of the bot's files, who proves it by each call: the proof is missing,"
            + " not right, late or was used before. Run the command console");
  }

  public static Refusal noMetricsKey() {
    return new Refusal(
        401,
        "The metrics have a key: the header is to be Authorization: Bearer <console.metrics-key>. In"
            + " Prometheus set authorization: credentials_file");
  }

  public static Refusal forbidden(String message) {
    return new Refusal(403, message);
  }

  public static Refusal notFound(String message) {
    return new Refusal(404, message);
  }

  public static Refusal tooLarge(String message) {
    return new Refusal(413, message);
  }

  public static Refusal tooMany(String message) {
    return new Refusal(503, message);
  }
}
