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

/** The {@code retry} command: lets refused entries wait again. */
@Command(
    name = "retry",
    description = {
      "Sends refused entries again, as they were: once their cause is mended.",
      "Says how many and asks first. An event that XTRACKER has already is counted once."
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
          "No bot runs: they wait until one is started.",
          Operations::sendAgain);

  private final CommandContext workplace;

  @Mixin private final EntrySelection which = new EntrySelection();
  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public RetryCommand(CommandContext workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    return SEND_AGAIN.run(which.filter(), outbox, output, consent, workplace);
  }
}
