package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandFailed;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.command.Workplace;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.Shown;
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
    description = "Shows one entry: where it stands, why, and the very bytes that are sent.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox show deposit dep-123",
      "  ${ROOT-COMMAND-NAME} outbox show contact contact-555123 --json",
      "  ${ROOT-COMMAND-NAME} outbox show deposit user:555123/1790000000000 --conversions"
    })
public final class ShowCommand implements Callable<Integer> {
  private final Workplace workplace;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      converter = KindWord.class,
      completionCandidates = KindWord.class,
      description = "bind, contact, subscribed, registration, deposit; or update.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String kind;

  @Parameters(
      index = "1",
      paramLabel = "EID",
      description = "What it is counted by, as list shows it.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String eid;

  @Option(
      names = "--conversions",
      description = "A conversion on its way to the bot's onConversion, instead of an event.")
  private boolean conversions;

  @Mixin private final OutboxOption outbox = new OutboxOption();
  @Mixin private final Output output = new Output();

  public ShowCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    try (OpenOutbox open = outbox.look(workplace)) {
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

  private CommandFailed unknown() {
    if (conversions) {
      return CommandFailed.notFound(
          "The bot has no %s with the eid %s to be told of, or it is older than the retention. See: outbox list --conversions --kind %s"
              .formatted(kind, Shown.text(eid), kind));
    }
    return CommandFailed.notFound(
        "There is no %s with the eid %s, or it is older than the retention; that of a deposit begins with dep-. See: outbox list --kind %s"
            .formatted(kind, Shown.text(eid), kind));
  }

  private void show(EntryDetail whole) {
    output.object(whole);
    Recorded entry = whole.entry();
    line("State", Tone.of(entry.state()).on(entry.state().word()));
    line("Reason", Shown.text(entry.reason()));
    line("Kind", entry.kind());
    line("Eid", Shown.text(entry.eid()));
    line("User", Shown.text(entry.telegramUserId()));
    line("Uid", Shown.text(entry.uid()));
    line("Amount", Shown.text(entry.amount()));
    line("Attempts", String.valueOf(entry.attempts()));
    line("Recorded", Shown.time(entry.recordedAt()));
    line("Settled", entry.settledAt() == null ? "-" : Shown.time(entry.settledAt()));
    if (entry.triedAgainAt() != null) {
      line("Next try", Shown.time(entry.triedAgainAt()));
    }
    line("Body", Shown.text(whole.body()));
  }

  private void line(String name, Object value) {
    output.say("%-10s".formatted(name), value);
  }
}
