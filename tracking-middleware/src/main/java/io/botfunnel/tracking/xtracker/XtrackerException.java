package io.botfunnel.tracking.xtracker;

/**
 * A click was not registered. The message says what the tracker answered and what to do; it never
 * contains a secret.
 */
public final class XtrackerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception whose message names what the tracker answered and the remedy. */
  public XtrackerException(String message) {
    super(message);
  }
}
