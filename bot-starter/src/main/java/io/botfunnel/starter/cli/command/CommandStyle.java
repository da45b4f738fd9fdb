package io.botfunnel.starter.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands have in common: {@code --help}, {@code --version}, short errors, width. */
public final class CommandStyle {
  private static final int WIDTH = 100;

  private CommandStyle() {}

  public static CommandLine applied(CommandLine root, String program) {
    VersionProvider version = new VersionProvider(program);
    each(root, version);
    return root.setUsageHelpWidth(WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new CommandLineErrors())
        .setExecutionExceptionHandler(new ExecutionErrors());
  }

  private static void each(CommandLine command, VersionProvider version) {
    CommandSpec spec = command.getCommandSpec();
    spec.usageMessage().sortOptions(false);
    if (!(spec.userObject() instanceof HelpCommand)) {
      spec.mixinStandardHelpOptions(true).versionProvider(version);
    }
    command.getSubcommands().values().forEach(sub -> each(sub, version));
  }
}
