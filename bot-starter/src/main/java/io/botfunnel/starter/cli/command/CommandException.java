package io.botfunnel.starter.cli.command;

/** A command cannot go on. The message names the culprit, the rule and the remedy. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The request makes no sense, or not in this form. */
  public static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  /** Nothing matches. */
  public static CommandException notFound(String message) {
    return new CommandException(ExitCode.FOUND, message);
  }

  /** Another process or server does not answer. */
  public static CommandException unreachable(String message) {
    return new CommandException(ExitCode.UNREACHABLE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
