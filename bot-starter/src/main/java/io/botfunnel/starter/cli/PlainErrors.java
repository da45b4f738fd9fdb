package io.botfunnel.starter.cli;

import io.botfunnel.starter.InvalidSettingsException;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.logging.PlainText;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong, in the words of its message: an operator is not helped by a stack trace. */
final class PlainErrors implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    int exitCode = exitCodeOf(e);
    PrintWriter err = command.getErr();
    err.println(PlainText.lines(BotLogging.masked(String.valueOf(e.getMessage()))));
    err.flush();
    return exitCode;
  }

  /** A fault of our own is thrown on: its stack trace is what we need to hear of. */
  private static int exitCodeOf(Exception e) throws Exception {
    if (e instanceof CommandFailed failed) {
      return failed.exitCode();
    }
    if (e instanceof OutboxUnavailableException || e instanceof HungBotException) {
      return ExitCode.UNREACHABLE;
    }
    if (e instanceof InvalidSettingsException || e instanceof IllegalArgumentException) {
      return ExitCode.USAGE;
    }
    throw e;
  }
}
