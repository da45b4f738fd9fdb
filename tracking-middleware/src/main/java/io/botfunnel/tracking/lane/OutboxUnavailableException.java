package io.botfunnel.tracking.lane;

import org.jspecify.annotations.Nullable;

/**
 * The outbox could not be opened or written; what was to be recorded is not recorded. The message
 * names the fault and the remedy.
 */
public final class OutboxUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inUse;

  /** With what went wrong and what to do. */
  public OutboxUnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /** With what went wrong and what to do. */
  public OutboxUnavailableException(String message) {
    super(message);
    this.inUse = false;
  }

  private OutboxUnavailableException(String message, @Nullable Throwable cause, boolean inUse) {
    super(message, cause);
    this.inUse = inUse;
  }

  /** For an outbox that somebody else has open. */
  public static OutboxUnavailableException inUse(String message, Throwable cause) {
    return new OutboxUnavailableException(message, cause, true);
  }

  /** Whether it is that another process, or another part of this one, has it open. */
  public boolean isInUse() {
    return inUse;
  }
}
