package io.botfunnel.starter.cli;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.outbox.OpenOutbox;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.Tone;
import io.botfunnel.starter.cli.output.TonedText;
import io.botfunnel.starter.doctor.Doctor;
import io.botfunnel.starter.doctor.Finding;
import io.botfunnel.starter.logging.BotLogging;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code doctor} command: checks everything that the bot needs. */
@Command(
    name = "doctor",
    description = {
      "Checks everything that the bot needs; prints what is wrong and the remedy.",
      "Checks settings, token, webhook, updates, rights in chats, other pollers, XTRACKER and its key,",
      "clock, outbox, disk and file permissions; with --uid, whether a uid fits into a start link.",
      "Changes and records nothing: it sends XTRACKER an event without a name, which is refused.",
      "Takes up to 10 s per bot. Exits with 1 if a check fails."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ${ROOT-COMMAND-NAME} doctor", "  ${ROOT-COMMAND-NAME} doctor --uid abc123 --json"})
final class DoctorCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--uid",
      paramLabel = "UID",
      description = "A uid of your landing page; checks that it fits into a start link.")
  private @Nullable String uid;

  @Mixin private final Output output = new Output();

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    BotLogging.warningsOnly();
    Doctor doctor = new Doctor(context.settings(), context.clock(), OpenOutbox::statusOfBotAt);
    List<Finding> findings = doctor.examine(uid, this::print);
    long failed = count(findings, Finding.Severity.FAILED);
    long warnings = count(findings, Finding.Severity.WARNING);
    output.object(new Examined(failed + warnings == 0, failed, warnings, findings));
    output.say(summary(failed, warnings, findings.size()));
    return failed == 0 ? ExitCode.DONE : ExitCode.FOUND;
  }

  private static long count(List<Finding> findings, Finding.Severity severity) {
    return findings.stream().filter(finding -> finding.verdict() == severity).count();
  }

  /** "Nothing is wrong" must not stand below a warning. */
  private static String summary(long failed, long warnings, int checks) {
    if (failed + warnings == 0) {
      return "Nothing is wrong.";
    }
    String also = warnings == 1 ? "1 warning" : warnings + " warnings";
    return failed == 0
        ? "No check fails; %s in %d checks.".formatted(also, checks)
        : "%d of %d checks fail%s."
            .formatted(failed, checks, warnings == 0 ? "" : "; also " + also);
  }

  /** Prints a finding at once, because some checks take seconds. */
  private void print(Finding finding) {
    output.say(mark(finding), " " + finding.what());
    if (!finding.remedy().isEmpty()) {
      output.say("  → " + finding.remedy());
    }
    output.flush();
  }

  private static TonedText mark(Finding finding) {
    return switch (finding.verdict()) {
      case GOOD -> Tone.GOOD.on("✓");
      case WARNING -> Tone.ALERT.on("!");
      case FAILED -> Tone.BAD.on("✗");
    };
  }

  /**
   * The JSON output.
   *
   * @param good whether there is neither a fault nor a warning
   */
  private record Examined(boolean good, long failed, long warnings, List<Finding> findings) {}
}
