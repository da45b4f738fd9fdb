package io.botfunnel.starter.cli.outbox;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code outbox} command: groups the commands for what is on disk until XTRACKER has it. */
@Command(
    name = "outbox",
    description = {
      "Looks into the outbox, and mends what is in it.",
      "Works while the bot runs, through its console, and while it does not, on its file. One in",
      "PostgreSQL is opened itself, whether bots run or not."
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox status",
      "  ${ROOT-COMMAND-NAME} outbox list --state refused",
      "  ${ROOT-COMMAND-NAME} outbox retry --state refused --reason invalid_value",
      "  ${ROOT-COMMAND-NAME} outbox backup /var/backups/outbox.zip"
    })
public final class OutboxCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What about the outbox? Name one of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
