package io.botfunnel.starter.cli.command;

/** A command cannot go on. The message names what, the rule and the remedy. */
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailed(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was asked for makes no sense, or not like that. */
  public static CommandFailed usage(String message) {
    return new CommandFailed(ExitCode.USAGE, message);
  }

  /** There is nothing of the kind. */
  public static CommandFailed notFound(String message) {
    return new CommandFailed(ExitCode.FOUND, message);
  }

  /** Somebody else does not answer. */
  public static CommandFailed unreachable(String message) {
    return new CommandFailed(ExitCode.UNREACHABLE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
