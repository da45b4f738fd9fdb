package io.botfunnel.tracking.internal.xtracker.http;

/** The client was closed before or during a call. */
final class ClientClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
