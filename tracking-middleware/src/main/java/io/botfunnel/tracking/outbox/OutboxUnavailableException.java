package io.botfunnel.tracking.outbox;

import org.jspecify.annotations.Nullable;

/**
 * The outbox could not be opened, read or written, and nothing was recorded. The message names the
 * fault and the remedy.
 */
public final class OutboxUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inUse;

  /** Creates an exception whose message names the fault and the remedy. */
  public OutboxUnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /** Creates an exception without a cause, whose message names the fault and the remedy. */
  public OutboxUnavailableException(String message) {
    super(message);
    this.inUse = false;
  }

  private OutboxUnavailableException(String message, @Nullable Throwable cause, boolean inUse) {
    super(message, cause);
    this.inUse = inUse;
  }

  /**
   * Creates an exception for an outbox that is open elsewhere.
   *
   * @param message names the fault and the remedy
   */
  public static OutboxUnavailableException inUse(String message, Throwable cause) {
    return new OutboxUnavailableException(message, cause, true);
  }

  /**
   * Whether the reason is that another process, or another part of this one, has the outbox open.
   */
  public boolean isInUse() {
    return inUse;
  }
}
