package io.botfunnel.starter.cli;

import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says in ten lines whether the funnel flows, and why not. */
@Command(
    name = "status",
    description = {
      "Says whether events flow to XTRACKER, what waits, and what is refused and why.",
      "Exits with 1 where something is wrong: entries wait and no bot runs, delivery is paused or",
      "unauthorized, updates are held, Telegram has a complaint, the books do not balance, or what",
      "usually comes has not come for long."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox status",
      "  ${ROOT-COMMAND-NAME} outbox status --json | jq .outbox.waiting"
    })
final class StatusCommand implements Callable<Integer> {
  private static final int MOST_REASONS = 5;
  private static final int REFUSED_LOOKED_AT = 1_000;

  private final Workplace workplace;

  @Mixin private final OutboxOption outbox = new OutboxOption();
  @Mixin private final Output output = new Output();

  StatusCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    try (OpenOutbox open = outbox.open(workplace)) {
      Optional<Status> bot = open.console().map(ConsoleClient::status);
      int bots = open.bots();
      OutboxStatus status = status(open, bot, bots > 0);
      output.object(status);
      show(status, bot, bots);
      return status.troubles().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
    }
  }

  private OutboxStatus status(OpenOutbox open, Optional<Status> bot, boolean runs) {
    Operations operations = open.operations();
    Books events = operations.books(Topic.OUTBOX);
    Books updates = operations.books(Topic.INBOX);
    Books conversions = operations.books(Topic.CONVERSIONS);
    List<Silence> silences = operations.silences();
    Map<String, Long> reasons = reasons(operations);
    return new OutboxStatus(
        runs,
        bot.map(StatusCommand::delivery).orElse(null),
        events,
        updates,
        conversions,
        operations.oldestWaiting().orElse(null),
        silences,
        reasons,
        new Troubles(workplace.clock().instant())
            .of(runs, bot.orElse(null), List.of(events, updates, conversions), silences).stream()
                .map(workplace.settings().of(open.bot())::inWords)
                .toList());
  }

  /** Why the latest refused ones were. */
  private static Map<String, Long> reasons(Operations operations) {
    Filter refused = Filter.ALL.in(State.REFUSED);
    return Pages.newest(operations, refused, REFUSED_LOOKED_AT).stream()
        .map(Recorded::reason)
        .collect(Collectors.groupingBy(Shown::text, Collectors.counting()));
  }

  /**
   * As it is written for machines.
   *
   * @param running whether a bot runs on it
   * @param delivery running, paused or unauthorized; null where no bot runs, or several do
   * @param oldestWaiting since when the entry waits that waits longest, or null
   * @param refusedFor the reasons of the latest 1,000 refused entries, and how many have each
   * @param troubles what is wrong, a sentence or two each
   */
  record OutboxStatus(
      boolean running,
      @Nullable String delivery,
      Books outbox,
      Books inbox,
      Books conversions,
      @Nullable Instant oldestWaiting,
      List<Silence> silences,
      Map<String, Long> refusedFor,
      List<String> troubles) {}

  private void show(OutboxStatus status, Optional<Status> bot, int bots) {
    line("Bot", bot.map(StatusCommand::running).orElseGet(() -> running(bots)));
    bot.map(StatusCommand::delivery).ifPresent(word -> line("Delivery", toned(word)));
    line("Outbox", status.outbox().toString());
    line("Inbox", status.inbox().toString());
    if (status.conversions().accepted() > 0) {
      line("Told", status.conversions().toString());
    }
    line("Oldest", oldest(status.oldestWaiting()));
    status.refusedFor().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_REASONS)
        .forEach(
            reason -> line("Refused", "%,d × %s".formatted(reason.getValue(), reason.getKey())));
    status.troubles().forEach(trouble -> line("Trouble", Tone.BAD.on(trouble)));
  }

  private static String running(int bots) {
    return bots == 0
        ? "does not run; this is what its outbox says"
        : "runs in %s; the page of each says how it delivers"
            .formatted(bots == 1 ? "one process" : bots + " processes");
  }

  private static String running(Status bot) {
    String name = bot.bot() == null ? "" : " as @" + Shown.text(bot.bot());
    return "runs" + name + (bot.dryRun() ? "; DRY RUN: nothing is sent" : "");
  }

  private static String delivery(Status bot) {
    return bot.endpoint().status().name().toLowerCase(Locale.ROOT);
  }

  private static String toned(String delivery) {
    return (delivery.equals("running") ? Tone.GOOD : Tone.BAD).on(delivery);
  }

  private String oldest(@Nullable Instant since) {
    return since == null
        ? "nothing waits"
        : "waits for %s, since %s"
            .formatted(Shown.age(since, workplace.clock().instant()), Shown.time(since));
  }

  private void line(String name, String value) {
    output.say("%-10s%s".formatted(name, value));
  }
}
