package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.command.HungBotException;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.Tone;
import io.botfunnel.starter.cli.output.TonedText;
import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.BotProcess;
import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code status} command: prints in some ten lines whether the funnel works, and why not. */
@Command(
    name = "status",
    description = {
      "Shows whether events reach XTRACKER, how many wait, and how many are refused and why.",
      "Exits with 0 if the verdict is delivering or idle, and nothing else is wrong. Exits with 1 if",
      "it is refusing, unauthorized, paused, held, dry run, hung or not running, if Telegram reports a",
      "problem, if the books do not balance, or if a step of the funnel has stalled."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox status",
      "  ${ROOT-COMMAND-NAME} outbox status --json | jq -r .verdict"
    })
public final class StatusCommand implements Callable<Integer> {
  private static final int MOST_REASONS = 5;
  private static final int REFUSED_LOOKED_AT = 1_000;

  private final CommandContext context;

  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (OpenOutbox open = outbox.openReadOnly(context)) {
      Optional<Status> bot = open.console().map(ConsoleClient::status);
      OutboxStatus status = status(open, bot);
      output.object(status);
      show(status, bot);
      return status.good() ? ExitCode.DONE : ExitCode.FOUND;
    } catch (HungBotException hung) {
      return hung(hung);
    }
  }

  /** The hung bot holds the outbox, so nothing else can be read. */
  private int hung(HungBotException hung) {
    OutboxStatus status = OutboxStatus.hung(String.valueOf(hung.getMessage()));
    output.object(status);
    verdict(status);
    troubles(status);
    return ExitCode.FOUND;
  }

  private OutboxStatus status(OpenOutbox open, Optional<Status> bot) {
    List<BotProcess> processes = open.processes();
    boolean runs = bot.isPresent() || !processes.isEmpty();
    Operations operations = open.operations();
    Books events = bot.map(Status::outbox).orElseGet(() -> operations.books(Topic.OUTBOX));
    Books updates = bot.map(Status::inbox).orElseGet(() -> operations.books(Topic.INBOX));
    Books conversions =
        bot.map(Status::conversions).orElseGet(() -> operations.books(Topic.CONVERSIONS));
    List<StalledStep> stalledSteps =
        bot.map(Status::stalledSteps).orElseGet(operations::stalledSteps);
    Map<String, Long> reasons = bot.isEmpty() ? reasons(operations) : reasonsIfReadable(operations);
    return new OutboxStatus(
        verdict(bot, processes),
        runs,
        processes,
        events,
        updates,
        conversions,
        bot.isPresent() ? bot.get().oldestWaiting() : operations.oldestWaiting().orElse(null),
        stalledSteps,
        reasons,
        bot.map(Status::quarantined).orElseGet(operations::quarantined),
        new StatusProblems(context.clock().instant())
                .of(
                    bot.orElse(null),
                    processes,
                    List.of(events, updates, conversions),
                    stalledSteps)
                .stream()
                .map(context.settings().of(open.bot())::inWords)
                .toList());
  }

  /**
   * Returns the bot's own verdict, or the worst of the processes that share its outbox; without any
   * process, the bot does not run.
   */
  private static TrackingVerdict verdict(Optional<Status> bot, List<BotProcess> processes) {
    return bot.map(Status::verdict)
        .orElseGet(
            () -> TrackingVerdict.worst(processes.stream().map(BotProcess::verdict).toList()));
  }

  /** Returns no reasons if the outbox cannot be read: the bot's own verdict is still known. */
  private static Map<String, Long> reasonsIfReadable(Operations operations) {
    try {
      return reasons(operations);
    } catch (OutboxUnavailableException held) {
      return Map.of();
    }
  }

  /** Counts the latest refused entries by reason. */
  private static Map<String, Long> reasons(Operations operations) {
    Filter refused = Filter.ALL.in(State.REFUSED);
    return EntryPages.newest(operations, refused, REFUSED_LOOKED_AT).stream()
        .map(Recorded::reason)
        .collect(Collectors.groupingBy(DisplayText::text, Collectors.counting()));
  }

  /**
   * The JSON output.
   *
   * @param verdict the state of tracking in one word; the worst one if several processes run the
   *     bot
   * @param running whether a bot runs on the outbox
   * @param processes each process that runs the bot, with its verdict; empty if the outbox is a
   *     file
   * @param outbox null, like the other books, if a hung bot holds the outbox
   * @param oldestWaiting when the oldest waiting entry began to wait, or null
   * @param refusedFor the reasons of the latest 1,000 refused entries, with the count of each
   * @param quarantined how many entries are quarantined until their next trial
   * @param troubles what is wrong, one or two sentences each
   */
  record OutboxStatus(
      TrackingVerdict verdict,
      boolean running,
      List<BotProcess> processes,
      @Nullable Books outbox,
      @Nullable Books inbox,
      @Nullable Books conversions,
      @Nullable Instant oldestWaiting,
      List<StalledStep> stalledSteps,
      Map<String, Long> refusedFor,
      List<Quarantined> quarantined,
      List<String> troubles) {
    private static OutboxStatus hung(String why) {
      return new OutboxStatus(
          TrackingVerdict.HUNG,
          true,
          List.of(),
          null,
          null,
          null,
          null,
          List.of(),
          Map.of(),
          List.of(),
          List.of(why));
    }

    private boolean good() {
      return troubles.isEmpty() && verdict.good();
    }
  }

  private void show(OutboxStatus status, Optional<Status> bot) {
    verdict(status);
    line(
        "Bot", bot.map(StatusCommand::running).orElseGet(() -> running(status.processes().size())));
    status.processes().forEach(this::process);
    books(status);
    line("Oldest", oldest(status.oldestWaiting()));
    status.refusedFor().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_REASONS)
        .forEach(
            reason -> line("Refused", "%,d × %s".formatted(reason.getValue(), reason.getKey())));
    status.quarantined().forEach(each -> line("Quarantine", trials(each)));
    troubles(status);
  }

  private static String trials(Quarantined quarantined) {
    return "%,d of %s quarantined; the next trial is due %s"
        .formatted(
            quarantined.entries(),
            quarantined.topic(),
            DisplayText.time(quarantined.nextTrialAt()));
  }

  private void verdict(OutboxStatus status) {
    line("Verdict", toned(status.verdict()), ": " + status.verdict().meaning());
  }

  private static TonedText toned(TrackingVerdict verdict) {
    return (verdict.good() ? Tone.GOOD : Tone.BAD).on(verdict.words());
  }

  private void process(BotProcess one) {
    line(
        "Process",
        one.process() + ": ",
        toned(one.verdict()),
        ", for " + DisplayText.age(one.since(), context.clock().instant()));
  }

  private void books(OutboxStatus status) {
    line("Outbox", String.valueOf(status.outbox()));
    line("Inbox", String.valueOf(status.inbox()));
    Books conversions = status.conversions();
    if (conversions != null && conversions.accepted() > 0) {
      line("Conversions", conversions.toString());
    }
  }

  private void troubles(OutboxStatus status) {
    status.troubles().forEach(trouble -> line("Trouble", Tone.BAD.on(trouble)));
  }

  private static String running(int bots) {
    return bots == 0
        ? "does not run; this is the state of its outbox"
        : "runs in %s".formatted(bots == 1 ? "one process" : bots + " processes");
  }

  private static String running(Status bot) {
    String name = bot.bot() == null ? "" : " as @" + DisplayText.text(bot.bot());
    return "runs" + name + (bot.dryRun() ? "; DRY RUN: nothing is sent" : "");
  }

  private String oldest(@Nullable Instant since) {
    return since == null
        ? "nothing waits"
        : "has waited for %s, since %s"
            .formatted(DisplayText.age(since, context.clock().instant()), DisplayText.time(since));
  }

  private void line(String name, Object... values) {
    Stream<Object> line = Stream.concat(Stream.of("%-12s".formatted(name)), Stream.of(values));
    output.say(line.toArray());
  }
}
