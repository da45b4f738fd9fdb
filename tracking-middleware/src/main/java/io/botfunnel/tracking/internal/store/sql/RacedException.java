package io.botfunnel.tracking.internal.store.sql;

/** Another process recorded the same in between: the transaction is to be done again. */
public final class RacedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RacedException() {
    super("recorded by another process in between");
  }
}
