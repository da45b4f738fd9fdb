package io.botfunnel.tracking.internal.store.sql;

/** Another process recorded the same entry meanwhile, so the transaction must be retried. */
public final class RacedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RacedException() {
    super("recorded by another process in between");
  }
}
