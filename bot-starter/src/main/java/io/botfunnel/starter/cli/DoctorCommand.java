package io.botfunnel.starter.cli;

import io.botfunnel.starter.doctor.Doctor;
import io.botfunnel.starter.doctor.Finding;
import io.botfunnel.starter.logging.BotLogging;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything that the bot needs. */
@Command(
    name = "doctor",
    description = {
      "Looks at all that the bot needs, and says what is wrong and what to do.",
      "Settings, token, webhook, updates, rights in chats, other pollers, XTRACKER and its key,",
      "clock, outbox, disk, rights of files, and with --uid whether a uid fits into a start link.",
      "Changes and records nothing: XTRACKER is sent an event without a name, which it refuses.",
      "Takes up to 10 s a bot. Exits with 1 where a check fails."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ${ROOT-COMMAND-NAME} doctor", "  ${ROOT-COMMAND-NAME} doctor --uid abc123 --json"})
final class DoctorCommand implements Callable<Integer> {
  private final Workplace workplace;

  @Option(
      names = "--uid",
      paramLabel = "UID",
      description = "A uid of your landing page: does it fit into a start link?")
  private @Nullable String uid;

  @Mixin private final Output output = new Output();

  DoctorCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    BotLogging.warningsOnly();
    Doctor doctor = new Doctor(workplace.settings(), workplace.clock(), OpenOutbox::statusOfBotAt);
    List<Finding> findings = doctor.examine(uid, this::tell);
    long failed = findings.stream().filter(Finding::failed).count();
    output.object(new Examined(failed == 0, findings));
    output.say(
        failed == 0
            ? "Nothing is wrong."
            : "%d of %d checks fail.".formatted(failed, findings.size()));
    return failed == 0 ? ExitCode.DONE : ExitCode.FOUND;
  }

  /** At once: some checks take seconds. */
  private void tell(Finding finding) {
    output.say("%s %s".formatted(mark(finding), Shown.text(finding.what())));
    if (!finding.remedy().isEmpty()) {
      output.say("  → " + Shown.text(finding.remedy()));
    }
    output.out().flush();
  }

  private static String mark(Finding finding) {
    return switch (finding.verdict()) {
      case GOOD -> Tone.GOOD.on("✓");
      case WARNING -> Tone.ALERT.on("!");
      case FAILED -> Tone.BAD.on("✗");
    };
  }

  private record Examined(boolean good, List<Finding> findings) {}
}
