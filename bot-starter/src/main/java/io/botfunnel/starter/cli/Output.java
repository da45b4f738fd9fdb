package io.botfunnel.starter.cli;

import io.botfunnel.starter.console.ConsoleJson;
import io.botfunnel.starter.logging.ConsoleText;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a command answers: in words, or with {@code --json} in objects and then in nothing else.
 * Answers go to standard output, all the rest to standard error.
 */
final class Output {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Answers for machines: one object, or one a line, on standard output.")
  private boolean json;

  /** Whether a machine listens. */
  boolean json() {
    return json;
  }

  /** Where answers go. */
  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Where all the rest goes. */
  PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** A line for people; a machine does not get it. */
  void say(String line) {
    if (!json) {
      out().println(line);
    }
  }

  /** An object for machines; people do not get it. */
  void object(Object value) {
    if (json) {
      out().println(ConsoleText.ofStandardOutput().fitJson(ConsoleJson.write(value)));
    }
  }

  /** What is worth knowing beside the answer. */
  void note(String line) {
    err().println(line);
    err().flush();
  }
}
