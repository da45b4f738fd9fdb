package io.botfunnel.starter.cli.output;

import io.botfunnel.starter.logging.ConsoleText;
import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The terminal that this process was started in, if there is one. */
@SuppressWarnings("SystemConsoleNull")
public // on newer JDKs its isTerminal() is asked
final class ProcessTerminal implements Terminal {
  private final @Nullable Console console = System.console();

  @Override
  public boolean interactive() {
    return console != null && isTerminal(console);
  }

  /** Before JDK 22 only a terminal has a console, and {@code isTerminal()} does not exist. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }

  @Override
  public String ask(String question) {
    String answer =
        console == null
            ? null
            : console.readLine("%s", ConsoleText.ofStandardOutput().fit(question));
    return answer == null ? "" : answer.strip();
  }
}
