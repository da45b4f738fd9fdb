package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Output;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A wrong command line gets its error and where help is; the whole usage would bury the error. The
 * error repeats what was typed: of a URL neither its parameters nor what stands before its host.
 */
final class ShortErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String message = String.valueOf(wrong.getMessage());
    for (String argument : arguments) {
      message = withoutSecrets(message, argument);
    }
    Output.complain(err, message);
    UnmatchedArgumentException.printSuggestions(wrong, err);
    Output.complain(err, "Try: " + command.getCommandSpec().qualifiedName() + " --help");
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
