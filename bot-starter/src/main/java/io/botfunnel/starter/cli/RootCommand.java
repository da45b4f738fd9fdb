package io.botfunnel.starter.cli;

import io.botfunnel.starter.cli.command.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: prints the help. */
@Command(
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:A check failed, nothing matched, or only a part could be done.",
      "2:The command line or a setting is wrong; nothing was done.",
      "3:The outbox, the bot or a server cannot be reached."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} run               run the bot",
      "  ${ROOT-COMMAND-NAME} doctor            find what is wrong, and the remedy",
      "  ${ROOT-COMMAND-NAME} outbox status     see whether events reach XTRACKER",
      "  ${ROOT-COMMAND-NAME} help outbox       read about a command"
    })
final class RootCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine self = spec.commandLine();
    self.usage(self.getErr());
    return ExitCode.USAGE;
  }
}
