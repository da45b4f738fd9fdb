package io.botfunnel.starter.cli.output;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.logging.ConsoleText;
import io.botfunnel.starter.logging.PlainText;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Prints a command's answer: text, or with {@code --json} objects and nothing else. Answers go to
 * standard output, everything else to standard error.
 *
 * <p>Each call writes one line. Text from a user, a server or a file cannot end the line, colour it
 * or move the cursor: see {@link PlainText}. Only a {@link TonedText} part has a colour. Used by
 * one thread.
 */
public final class Output {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Prints JSON for scripts: one object, or one per line, on standard output.")
  private boolean json;

  /** Whether the output is for a machine. */
  public boolean json() {
    return json;
  }

  /** Returns the writer for rows that are not lines for people, such as those of an export. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /**
   * Prints a line for people; does nothing with {@code --json}.
   *
   * @param parts texts and {@link TonedText} texts, printed one after the other
   */
  public void say(Object... parts) {
    if (!json) {
      out().println(Stream.of(parts).map(Output::shown).collect(Collectors.joining()));
    }
  }

  private static String shown(Object part) {
    return part instanceof TonedText toned ? toned.painted() : PlainText.line(part.toString());
  }

  /** Prints an object for machines; does nothing without {@code --json}. */
  public void object(Object value) {
    if (json) {
      out().println(ConsoleText.ofStandardOutput().fitJson(ConsoleJson.write(value)));
    }
  }

  /** Prints a remark beside the answer, to standard error; secrets are masked. */
  public void note(String line) {
    printError(command.commandLine().getErr(), line);
  }

  /** Prints a line to standard error; secrets are masked. */
  public static void printError(PrintWriter err, String line) {
    err.println(PlainText.line(BotLogging.masked(line)));
    err.flush();
  }

  /** Shows what was printed so far, because some answers take seconds. */
  public void flush() {
    out().flush();
  }
}
