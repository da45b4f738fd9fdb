package io.botfunnel.starter.console.request;

import org.jspecify.annotations.Nullable;

/**
 * Refuses a request to the console. It carries what is wrong and the remedy, each as a phrase
 * without a final period; the message joins them. It has no stack trace.
 */
public final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String what;
  private final String remedy;

  private RequestRefusedException(int status, String what, String remedy) {
    super(sentence(what, remedy), null, false, false);
    this.status = status;
    this.what = what;
    this.remedy = remedy;
  }

  /** Joins what is wrong and its remedy, which may be absent. */
  public static String sentence(String what, @Nullable String remedy) {
    return remedy == null ? what : what + ". " + remedy;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns what is wrong, with the rule that it breaks. */
  public String what() {
    return what;
  }

  /** Returns what the sender can do about it. */
  public String remedy() {
    return remedy;
  }

  public static RequestRefusedException badRequest(String what, String remedy) {
    return new RequestRefusedException(400, what, remedy);
  }

  public static RequestRefusedException noSession() {
    return new RequestRefusedException(
        401,
        "There is no session, or it has ended: a restart ends all of them",
        "Run the command console on the bot's machine: it prints a link for a browser, and with"
            + " --key a key for scripts");
  }

  public static RequestRefusedException noProof() {
    return new RequestRefusedException(
        401,
        "Only the owner of the bot's files may do this, and proves it with each call: the proof is"
            + " missing, wrong, late or used before",
        "Run the command console");
  }

  public static RequestRefusedException noMetricsKey() {
    return new RequestRefusedException(
        401,
        "The metrics require a key: send Authorization: Bearer <console.metrics-key>",
        "In Prometheus set authorization: credentials_file");
  }

  public static RequestRefusedException forbidden(String what, String remedy) {
    return new RequestRefusedException(403, what, remedy);
  }

  public static RequestRefusedException notFound(String what, String remedy) {
    return new RequestRefusedException(404, what, remedy);
  }

  public static RequestRefusedException tooLarge(String what, String remedy) {
    return new RequestRefusedException(413, what, remedy);
  }

  public static RequestRefusedException tooMany(String what, String remedy) {
    return new RequestRefusedException(503, what, remedy);
  }
}
