package io.botfunnel.starter.doctor;

import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.BotProcess;
import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.delivery.RefusedKind;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reports the running bot's verdict, which its page, health and metrics also show, as a finding.
 */
final class VerdictCheck {
  private static final String SEE =
      "See the page or the log of that process, and The verdict in docs/operations.md";

  private final String check;
  private final FindingCollector findings;

  VerdictCheck(String check, FindingCollector findings) {
    this.check = check;
    this.findings = findings;
  }

  void report(Status status) {
    switch (status.verdict()) {
      case DELIVERING -> findings.good(check, "Delivering: events reach XTRACKER");
      case IDLE ->
          findings.good(
              check, "Idle: the running bot has sent nothing yet; for the key, see below");
      case REFUSING -> refusing(status);
      case PAUSED ->
          findings.warning(
              check,
              "Paused: the running bot has paused delivery: " + status.endpoint().reason(),
              "Nothing is lost, and delivery resumes automatically; see XTRACKER below");
      case UNAUTHORIZED ->
          findings.failed(
              check,
              "Unauthorized: the running bot delivers nothing, because XTRACKER does not accept its key: "
                  + status.endpoint().reason(),
              "Put the right bearer into xtracker.bearer-file, or into XTRACKER_BEARER and restart");
      case DRY_RUN ->
          findings.warning(
              check,
              "Dry run: the running bot sends nothing to XTRACKER",
              "Set tracking.dry-run (TRACKING_DRY_RUN) to false and restart, to track for real");
      case HELD ->
          findings.failed(
              check,
              "Held: " + status.verdict().meaning(),
              "Fix what the line about the outbox above reports");
      case HUNG ->
          findings.failed(
              check,
              "Hung: the running bot makes no progress: " + status.stalled(),
              "Read the bot's log, then restart it; nothing that was acknowledged is lost");
      case NOT_RUNNING -> notRunning();
    }
  }

  /** The reason is not in the outbox: the process has it on its page and in its log. */
  void report(BotProcess process) {
    TrackingVerdict verdict = process.verdict();
    String words = verdict.words();
    String what =
        "%s: %s; reported by process %s since %s"
            .formatted(
                words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
                verdict.meaning(),
                process.process(),
                process.since());
    switch (verdict) {
      case DELIVERING, IDLE -> findings.good(check, what);
      case PAUSED, DRY_RUN -> findings.warning(check, what, SEE);
      default -> findings.failed(check, what, SEE);
    }
  }

  private void refusing(Status status) {
    findings.failed(
        check,
        "Refusing: XTRACKER refuses what the running bot sends"
            + status.endpoint().refusing().stream()
                .map(VerdictCheck::shown)
                .collect(Collectors.joining()),
        "Fix the cause (outbox list --state refused), then send them again: outbox retry");
  }

  private static String shown(RefusedKind kind) {
    return "; %s, %d since %s, the latest for %s"
        .formatted(kind.kind(), kind.events(), kind.since(), kind.reason());
  }

  /** Reports that no process runs on the outbox. */
  void notRunning() {
    findings.warning(
        check, "Not running: no bot runs on the outbox, so nothing is sent", "Start it with: run");
  }
}
