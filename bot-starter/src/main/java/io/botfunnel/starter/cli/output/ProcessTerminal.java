package io.botfunnel.starter.cli.output;

import io.botfunnel.starter.logging.ConsoleText;
import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The terminal that this process was started in, if it was started in one. */
@SuppressWarnings("SystemConsoleNull")
public // on newer JDKs its isTerminal() is asked
final class ProcessTerminal implements Terminal {
  private final @Nullable Console console = System.console();

  @Override
  public boolean interactive() {
    return console != null && isTerminal(console);
  }

  /** From JDK 22 on there is a console without a terminal, too; before, it has no such method. */
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
