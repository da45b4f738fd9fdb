package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints the message of an error without its stack trace, which does not help an operator. */
final class ExecutionErrors implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    OptionalInt exitCode = exitCodeOf(e);
    if (exitCode.isEmpty()) {
      err.print(BotLogging.stackTrace(e));
      err.flush();
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    linesOf(e).forEach(line -> Output.printError(err, line));
    return exitCode.getAsInt();
  }

  /** Every fault in the settings gets a line of its own. */
  private static List<String> linesOf(Exception e) {
    return e instanceof InvalidSettingsException settings
        ? settings.lines()
        : List.of(String.valueOf(e.getMessage()));
  }

  /** Empty for a bug of ours: its stack trace is then printed, because we need it. */
  private static OptionalInt exitCodeOf(Exception e) {
    if (e instanceof CommandException failed) {
      return OptionalInt.of(failed.exitCode());
    }
    if (e instanceof OutboxUnavailableException || e instanceof HungBotException) {
      return OptionalInt.of(ExitCode.UNREACHABLE);
    }
    boolean wrong = e instanceof InvalidSettingsException || e instanceof IllegalArgumentException;
    return wrong ? OptionalInt.of(ExitCode.USAGE) : OptionalInt.empty();
  }
}
