package io.botfunnel.bot.dispatch;

/** The body of an inbox entry is no update that this version can read. */
final class UnreadableEntryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableEntryException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
