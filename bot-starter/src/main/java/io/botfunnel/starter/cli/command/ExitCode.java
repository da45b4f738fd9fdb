package io.botfunnel.starter.cli.command;

/** The exit codes of commands, for the scripts that call them. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** Something was found to be wrong, nothing matched, or part of it could not be done. */
  public static final int FOUND = 1;

  /** The command line or a setting is wrong; nothing was done. */
  public static final int USAGE = 2;

  /** The outbox, the bot or a server cannot be reached. */
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
