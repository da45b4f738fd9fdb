package io.botfunnel.tracking.store;

/** Another process recorded the same in between: the transaction is to be done again. */
final class RacedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RacedException() {
    super("recorded by another process in between");
  }
}
