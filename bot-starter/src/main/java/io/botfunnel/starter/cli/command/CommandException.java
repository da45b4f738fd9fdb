package io.botfunnel.starter.cli.command;

/**
 * A command cannot go on. It carries what is wrong, with the rule and the value, and the remedy;
 * the message is both. Immutable.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private final String what;

  private final String remedy;

  private CommandException(int exitCode, String what, String remedy) {
    super(what + ". " + remedy);
    this.exitCode = exitCode;
    this.what = what;
    this.remedy = remedy;
  }

  /**
   * The request makes no sense, or not in this form.
   *
   * @param what what is wrong, a sentence without its full stop
   * @param remedy what to do, a sentence without its full stop
   */
  public static CommandException usage(String what, String remedy) {
    return new CommandException(ExitCode.USAGE, what, remedy);
  }

  /**
   * Nothing matches.
   *
   * @param what what was not found, a sentence without its full stop
   * @param remedy what to do, a sentence without its full stop
   */
  public static CommandException notFound(String what, String remedy) {
    return new CommandException(ExitCode.FOUND, what, remedy);
  }

  /**
   * Another process or server does not answer.
   *
   * @param what what does not answer and why, a sentence without its full stop
   * @param remedy what to do, a sentence without its full stop
   */
  public static CommandException unreachable(String what, String remedy) {
    return new CommandException(ExitCode.UNREACHABLE, what, remedy);
  }

  /** Returns what is wrong, a sentence without its full stop. */
  public String what() {
    return what;
  }

  /** Returns what to do, a sentence without its full stop. */
  public String remedy() {
    return remedy;
  }

  int exitCode() {
    return exitCode;
  }
}
