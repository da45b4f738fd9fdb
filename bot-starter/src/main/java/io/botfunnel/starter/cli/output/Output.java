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
 * How a command answers: in words, or with {@code --json} in objects and then in nothing else.
 * Answers go to standard output, all the rest to standard error.
 *
 * <p>Each call writes one line. Whatever a text holds that came from a user, a server or a file, it
 * cannot end the line, colour it or move the cursor: see {@link PlainText}. Only a {@link Toned}
 * part has a colour. Used by one thread.
 */
public final class Output {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Answers for machines: one object, or one a line, on standard output.")
  private boolean json;

  /** Whether a machine listens. */
  public boolean json() {
    return json;
  }

  /** Where rows go that are no lines for people, such as those of an export. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /**
   * A line for people; a machine does not get it.
   *
   * @param parts texts, and {@link Toned} ones, one after the other
   */
  public void say(Object... parts) {
    if (!json) {
      out().println(Stream.of(parts).map(Output::shown).collect(Collectors.joining()));
    }
  }

  private static String shown(Object part) {
    return part instanceof Toned toned ? toned.painted() : PlainText.line(part.toString());
  }

  /** An object for machines; people do not get it. */
  public void object(Object value) {
    if (json) {
      out().println(ConsoleText.ofStandardOutput().fitJson(ConsoleJson.write(value)));
    }
  }

  /** What is worth knowing beside the answer; secrets are masked. */
  public void note(String line) {
    complain(command.commandLine().getErr(), line);
  }

  /** A line on standard error; secrets are masked. */
  public static void complain(PrintWriter err, String line) {
    err.println(PlainText.line(BotLogging.masked(line)));
    err.flush();
  }

  /** Shows at once what was said so far: some answers take seconds. */
  public void flush() {
    out().flush();
  }
}
