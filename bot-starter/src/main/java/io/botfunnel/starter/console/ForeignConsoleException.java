package io.botfunnel.starter.console;

import java.io.IOException;

/**
 * The server at a console's address does not prove that it holds the console's key. It is another
 * program, or a bot that was started later.
 */
public final class ForeignConsoleException extends IOException {
  private static final long serialVersionUID = 1L;

  ForeignConsoleException(ConsoleAddress console, String what) {
    super(
        "What answers at %s is not the bot that left its address there: %s. Is it another program, or was the bot restarted? Repeat the command"
            .formatted(console.url(), what));
  }
}
