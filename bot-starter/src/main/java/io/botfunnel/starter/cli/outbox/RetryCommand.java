package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ConfirmOption;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.outbox.State;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code retry} command: sends refused entries again. */
@Command(
    name = "retry",
    description = {
      "Sends refused entries again, unchanged; fix the cause of the refusal first.",
      "Prints their number and asks before it starts. An event that XTRACKER already has counts once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox retry deposit dep-123",
      "  ${ROOT-COMMAND-NAME} outbox retry --reason invalid_value",
      "  ${ROOT-COMMAND-NAME} outbox retry --all --yes"
    })
public final class RetryCommand implements Callable<Integer> {
  private static final BulkChange SEND_AGAIN =
      new BulkChange(
          "will be sent again",
          "sent again",
          "Sending again",
          Set.of(State.REFUSED),
          "No bot runs: the entries wait until one is started.",
          Operations::retry);

  private final CommandContext context;

  @Mixin private final EntrySelection which = new EntrySelection();
  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public RetryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return SEND_AGAIN.run(which.filter(), outbox, output, consent, context);
  }
}
