package io.botfunnel.starter.cli.outbox;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code outbox} command: groups the commands for the outbox and its entries. */
@Command(
    name = "outbox",
    description = {
      "Shows the outbox and its entries, and changes them.",
      "Uses the console of a running bot; if no bot runs, opens the outbox file. An outbox in PostgreSQL",
      "is always opened directly."
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
        "The command outbox needs a subcommand. Add one of: "
            + String.join(", ", spec.subcommands().keySet()));
  }
}
