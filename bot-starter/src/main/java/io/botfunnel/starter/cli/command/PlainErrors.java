package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong, in the words of its message: an operator is not helped by a stack trace. */
final class PlainErrors implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    OptionalInt exitCode = exitCodeOf(e);
    if (exitCode.isEmpty()) {
      err.print(BotLogging.stackTrace(e));
      err.flush();
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    linesOf(e).forEach(line -> Output.complain(err, line));
    return exitCode.getAsInt();
  }

  /** Of the settings every fault has its line. */
  private static List<String> linesOf(Exception e) {
    return e instanceof InvalidSettingsException settings
        ? settings.lines()
        : List.of(String.valueOf(e.getMessage()));
  }

  /** None for a fault of our own: its stack trace is what we need to hear of. */
  private static OptionalInt exitCodeOf(Exception e) {
    if (e instanceof CommandFailed failed) {
      return OptionalInt.of(failed.exitCode());
    }
    if (e instanceof OutboxUnavailableException || e instanceof HungBotException) {
      return OptionalInt.of(ExitCode.UNREACHABLE);
    }
    boolean wrong = e instanceof InvalidSettingsException || e instanceof IllegalArgumentException;
    return wrong ? OptionalInt.of(ExitCode.USAGE) : OptionalInt.empty();
  }
}
