package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Output;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Answers a wrong command line with the error and where to find help; the whole usage would bury
 * the error. The error repeats what was typed, except the parameters of a URL and what stands
 * before its host.
 */
final class CommandLineErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String message = String.valueOf(wrong.getMessage());
    for (String argument : arguments) {
      message = withoutSecrets(message, argument);
    }
    Output.printError(err, message);
    UnmatchedArgumentException.printSuggestions(wrong, err);
    Output.printError(err, "Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static String withoutSecrets(String message, String argument) {
    String value = argument.replaceFirst("(?s)^-[^=]*=", "");
    return value.contains(":")
        ? message.replace(
            value, value.replaceFirst("(?s)//.*@", "//***@").replaceFirst("(?s)\\?.*", "?***"))
        : message;
  }
}
