package io.botfunnel.tracking.lane;

/**
 * The outbox could not be opened or written; what was to be recorded is not recorded. The message
 * names the fault and the remedy.
 */
public final class OutboxUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong and what to do. */
  public OutboxUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With what went wrong and what to do. */
  public OutboxUnavailableException(String message) {
    super(message);
  }
}
