package io.botfunnel.starter.cli.command;

/** A command cannot go on. The message names the culprit, the rule and the remedy. */
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailed(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The request makes no sense, or not in this form. */
  public static CommandFailed usage(String message) {
    return new CommandFailed(ExitCode.USAGE, message);
  }

  /** Nothing matches. */
  public static CommandFailed notFound(String message) {
    return new CommandFailed(ExitCode.FOUND, message);
  }

  /** Another process or server does not answer. */
  public static CommandFailed unreachable(String message) {
    return new CommandFailed(ExitCode.UNREACHABLE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
