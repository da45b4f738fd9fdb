package io.botfunnel.starter.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code completion} command: prints a script for the shell's completion. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands and options in bash and zsh.",
      "Completion works on the program's name, so define an alias of that name first."
    })
final class CompletionCommand implements Runnable {
  private final String program;

  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec
  private CommandSpec spec;

  private CompletionCommand(String program) {
    this.program = program;
  }

  /** Builds the command with an example that uses the program's name. */
  static CommandLine of(String program) {
    CommandLine command = new CommandLine(new CompletionCommand(program));
    command
        .getCommandSpec()
        .usageMessage()
        .footerHeading("%nExample:%n")
        .footer(
            "  alias %s='${ROOT-COMMAND-NAME}'".formatted(program),
            "  source <(%s completion)".formatted(program));
    return command;
  }

  @Override
  public void run() {
    var out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(program, spec.root().commandLine()));
    out.flush();
  }
}
