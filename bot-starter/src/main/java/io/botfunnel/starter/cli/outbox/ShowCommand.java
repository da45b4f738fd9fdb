package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.Tone;
import io.botfunnel.tracking.operations.EntryDetail;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Topic;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code show} command: shows one entry. */
@Command(
    name = "show",
    description = "Shows one entry: its state, the reason, and the exact body that is sent.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox show deposit dep-123",
      "  ${ROOT-COMMAND-NAME} outbox show contact contact-555123 --json",
      "  ${ROOT-COMMAND-NAME} outbox show deposit user:555123/1790000000000 --conversions"
    })
public final class ShowCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      converter = KindConverter.class,
      completionCandidates = KindConverter.class,
      description = "The kind: bind, contact, subscribed, registration, deposit or update.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String kind;

  @Parameters(index = "1", paramLabel = "EID", description = "The eid, as list shows it.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String eid;

  @Option(
      names = "--conversions",
      description = "Shows a conversion for the bot's onConversion, instead of an event.")
  private boolean conversions;

  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public ShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (OpenOutbox open = outbox.openReadOnly(context)) {
      show(open.operations().show(topic(), kind, eid).orElseThrow(this::unknown));
      return ExitCode.DONE;
    }
  }

  private Topic topic() {
    if (conversions) {
      return Topic.CONVERSIONS;
    }
    return kind.equals("update") ? Topic.INBOX : Topic.OUTBOX;
  }

  private CommandException unknown() {
    if (conversions) {
      return CommandException.notFound(
          "There is no %s conversion with the eid %s, or it is older than the retention"
              .formatted(kind, DisplayText.text(eid)),
          "See: outbox list --conversions --kind " + kind);
    }
    return CommandException.notFound(
        "There is no %s with the eid %s, or it is older than the retention"
            .formatted(kind, DisplayText.text(eid)),
        "See: outbox list --kind %s. The eid of a deposit begins with dep-".formatted(kind));
  }

  private void show(EntryDetail detail) {
    output.object(detail);
    Recorded entry = detail.entry();
    line("State", Tone.of(entry.state()).on(entry.state().word()));
    line("Reason", DisplayText.text(entry.reason()));
    line("Kind", entry.kind());
    line("Eid", DisplayText.text(entry.eid()));
    line("User", DisplayText.text(entry.telegramUserId()));
    line("Uid", DisplayText.text(entry.uid()));
    line("Amount", DisplayText.text(entry.amount()));
    line("Attempts", String.valueOf(entry.attempts()));
    line("Recorded", DisplayText.time(entry.recordedAt()));
    line("Settled", entry.settledAt() == null ? "-" : DisplayText.time(entry.settledAt()));
    if (entry.nextTrialAt() != null) {
      line("Next try", DisplayText.time(entry.nextTrialAt()));
    }
    line("Body", DisplayText.text(detail.body()));
  }

  private void line(String name, Object value) {
    output.say("%-10s".formatted(name), value);
  }
}
