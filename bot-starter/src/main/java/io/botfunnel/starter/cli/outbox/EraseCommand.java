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

/** The {@code erase} command: erases the content of entries. */
@Command(
    name = "erase",
    description = {
      "Erases the content of refused or waiting entries for good; they are never sent.",
      "Prints their number and asks before it starts. The books count them as erased. To erase a person,",
      "use forget."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox erase deposit dep-123",
      "  ${ROOT-COMMAND-NAME} outbox erase --state refused --reason invalid_event",
      "  ${ROOT-COMMAND-NAME} outbox erase --inbox --state refused --yes"
    })
public final class EraseCommand implements Callable<Integer> {
  private static final BulkChange ERASE =
      new BulkChange(
          "will be erased for good and never sent",
          "erased",
          "Erasing",
          Set.of(State.REFUSED, State.WAITING),
          "",
          Operations::erase);

  private final CommandContext context;

  @Mixin private final EntrySelection which = new EntrySelection();
  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public EraseCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return ERASE.run(which.filter(), outbox, output, consent, context);
  }
}
