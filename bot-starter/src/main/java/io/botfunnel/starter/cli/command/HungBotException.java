package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.console.SilentConsoleException;

/**
 * A bot holds the outbox but does not answer. The message names the bot's console and the remedy.
 */
public final class HungBotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HungBotException(SilentConsoleException console) {
    super(console.what() + ". " + console.remedy() + ".", console);
  }
}
