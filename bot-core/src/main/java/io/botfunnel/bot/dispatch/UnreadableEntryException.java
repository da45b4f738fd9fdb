package io.botfunnel.bot.dispatch;

/** The body of an entry cannot be read by this version. */
final class UnreadableEntryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableEntryException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
