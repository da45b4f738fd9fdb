package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.console.SilentConsoleException;

/**
 * A bot holds the outbox but does not answer. It carries what is wrong, with the console's address,
 * and the remedy; the message is both. Immutable.
 */
public final class HungBotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  private final String remedy;

  /** Creates the exception for the console that does not answer. */
  public HungBotException(SilentConsoleException console) {
    super("%s. %s.".formatted(console.what(), console.remedy()), console);
    this.what = console.what();
    this.remedy = console.remedy();
  }

  /** Returns what is wrong, a sentence without its full stop. */
  public String what() {
    return what;
  }

  /** Returns what to do, a sentence without its full stop. */
  public String remedy() {
    return remedy;
  }
}
