package io.botfunnel.sample;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line gets its error and where help is; the whole usage would bury the error. */
final class ShortErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try: java -jar sample-bot.jar " + help(command));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static String help(CommandLine command) {
    return command.getParent() == null ? "help" : "help " + command.getCommandName();
  }
}
