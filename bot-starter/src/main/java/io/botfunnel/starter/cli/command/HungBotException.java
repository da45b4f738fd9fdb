package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.console.SilentConsoleException;

/** A bot has the outbox and answers nothing. The message names what and the remedy. */
public final class HungBotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HungBotException(SilentConsoleException console) {
    super(console.hung() + ". " + console.remedy() + ".", console);
  }
}
