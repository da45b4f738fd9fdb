package io.botfunnel.sample;

import io.botfunnel.sample.demo.DemoCommand;
import io.botfunnel.sample.sandbox.SandboxCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the sample bot. */
@Command(
    name = "sample-bot",
    description = "A small Telegram bot whose funnel is tracked.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar sample-bot.jar demo           see it work; needs nothing",
      "  java -jar sample-bot.jar help run       what a command does and needs"
    })
public final class SampleBot implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec
  private CommandSpec spec;

  private SampleBot() {}

  /** Runs the command that is named; exits with 0, or with 2 where the command line is wrong. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine all =
        new CommandLine(new SampleBot())
            .addSubcommand(new RunCommand())
            .addSubcommand(new DemoCommand(FunnelBot::new))
            .addSubcommand(new SandboxCommand())
            .addSubcommand(new HelpCommand())
            .setParameterExceptionHandler(new ShortErrors());
    all.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
    return all;
  }

  /** Nothing was asked for: says what can be. */
  @Override
  public Integer call() {
    CommandLine self = spec.commandLine();
    self.usage(self.getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
