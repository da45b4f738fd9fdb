package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.BotProcess;
import io.botfunnel.tracking.delivery.RefusedKind;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists what keeps the funnel from working, each problem with its remedy. Used by one thread. */
final class StatusProblems {
  private final Instant now;
  private final List<String> found = new ArrayList<>();

  StatusProblems(Instant now) {
    this.now = now;
  }

  /**
   * Returns all problems.
   *
   * @param bot the status from the bot's console; null if no console is known
   * @param processes the processes that share the bot's outbox
   * @param books the books, those of the outbox first
   */
  List<String> of(
      @Nullable Status bot,
      List<BotProcess> processes,
      List<Books> books,
      List<StalledStep> stalledSteps) {
    if (bot != null) {
      running(bot);
    } else if (processes.isEmpty()) {
      found.add("The bot does not run, so nothing is sent. Start it with: run");
    }
    processes.stream().filter(one -> !one.verdict().good()).forEach(this::process);
    books.stream().filter(any -> !any.balanced()).forEach(this::unbalanced);
    stalledSteps.forEach(this::stalled);
    return List.copyOf(found);
  }

  private void process(BotProcess one) {
    found.add(
        "Process %s is %s%s: %s. Its page and its log say why."
            .formatted(
                DisplayText.text(one.process()),
                one.verdict().words(),
                since(one.since()),
                one.verdict().meaning()));
  }

  private void running(Status bot) {
    verdict(bot);
    if (bot.telegramTrouble() != null) {
      found.add(DisplayText.text(bot.telegramTrouble()) + ".");
    }
  }

  private void verdict(Status bot) {
    Status.Endpoint endpoint = bot.endpoint();
    String what = since(endpoint.since()) + ": " + DisplayText.text(endpoint.reason());
    switch (bot.verdict()) {
      case DELIVERING, IDLE -> {}
      case NOT_RUNNING -> found.add("The bot is stopping, so nothing is sent.");
      case HUNG ->
          found.add(
              "The bot makes no progress: %s. Read its log, then restart it; nothing that was acknowledged is lost."
                  .formatted(DisplayText.text(String.valueOf(bot.stalled()))));
      case HELD -> Optional.ofNullable(bot.held()).ifPresent(this::held);
      case DRY_RUN ->
          found.add(
              "Dry run: nothing is sent to XTRACKER. Set tracking.dry-run (TRACKING_DRY_RUN) to false and restart, to track for real.");
      case REFUSING -> refusing(endpoint.refusing());
      case PAUSED ->
          found.add(
              "XTRACKER fails%s. Nothing is lost, and delivery resumes automatically; if it lasts, run doctor."
                  .formatted(what));
      case UNAUTHORIZED ->
          found.add(
              "XTRACKER does not accept our key%s. Put the space's bearer into xtracker.bearer-file, or into XTRACKER_BEARER and restart."
                  .formatted(what));
    }
  }

  private void refusing(List<RefusedKind> kinds) {
    String which =
        kinds.stream()
            .map(
                kind ->
                    ", %s%s (%,d, the latest: %s)"
                        .formatted(
                            kind.kind(),
                            since(kind.since()),
                            kind.events(),
                            DisplayText.text(kind.reason())))
            .collect(Collectors.joining());
    found.add(
        "XTRACKER refuses events%s. They are kept: fix the cause, then run outbox retry."
            .formatted(which));
  }

  private String since(Instant begin) {
    return " for " + DisplayText.age(begin, now);
  }

  private void held(OutboxOutage held) {
    found.add(
        "The outbox cannot be used%s, and %d updates are held: %s"
            .formatted(since(held.since()), held.updates(), DisplayText.text(held.reason())));
  }

  private void unbalanced(Books books) {
    found.add("The books do not balance: " + books + ". Make a backup and report it.");
  }

  private void stalled(StalledStep stalled) {
    found.add(
        "No %s for %s; usually one arrives every %s. Run doctor, and check the landing page and the partner's postbacks."
            .formatted(
                stalled.step().word(),
                DisplayText.age(stalled.lastAt(), now),
                DisplayText.length(stalled.usualGap())));
  }
}
