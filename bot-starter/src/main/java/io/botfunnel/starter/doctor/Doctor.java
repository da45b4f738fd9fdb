package io.botfunnel.starter.doctor;

import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.starter.settings.OperatorSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that the bots need, one thing after the other; what fails does not keep it
 * from the next. Changes nothing, records nothing at XTRACKER, confirms nothing to Telegram.
 *
 * <p>Where the bot runs, its console is asked whether it polls, since a second poller would take
 * its updates away. Used by one thread.
 */
public final class Doctor {
  /** Another poller that was turned away comes again within a second or two. */
  private static final Duration POLL_FOR = Duration.ofSeconds(5);

  private final OperatorSettings settings;
  private final Clock clock;
  private final BiFunction<String, String, Optional<Status>> runningBot;
  private final ToLongFunction<Path> freeBytes;
  private final Duration pollFor;
  private final Duration tolerated;

  /**
   * @param runningBot what the console of those says that run on an outbox, if any do: of the
   *     outbox's url and a bot's name; throws IllegalArgumentException where others run there
   */
  public Doctor(
      OperatorSettings settings,
      Clock clock,
      BiFunction<String, String, Optional<Status>> runningBot) {
    this(settings, clock, runningBot, DiskCheck::usableBytes, POLL_FOR, SlowCheck.TOLERATED);
  }

  Doctor(
      OperatorSettings settings,
      Clock clock,
      BiFunction<String, String, Optional<Status>> runningBot,
      ToLongFunction<Path> freeBytes,
      Duration pollFor,
      Duration tolerated) {
    this.settings = settings;
    this.clock = clock;
    this.runningBot = runningBot;
    this.freeBytes = freeBytes;
    this.pollFor = pollFor;
    this.tolerated = tolerated;
  }

  /**
   * Looks at all of it; takes up to some ten seconds a bot.
   *
   * @param uid one of the landing page, to be judged; null for none
   * @param seen is told each finding at once
   */
  public List<Finding> examine(@Nullable String uid, Consumer<Finding> seen) {
    Findings findings = new Findings(seen);
    settings(findings);
    ifSettingsAllow(() -> each(findings, (bot, of) -> uid(uid, bot, of)));
    ifSettingsAllow(() -> each(findings, (bot, of) -> DepositsCheck.look(settings.of(bot), of)));
    // What depends on a setting that is wrong is not looked at: the setting was named above.
    ifSettingsAllow(() -> RightsCheck.look(settings, findings));
    ifSettingsAllow(() -> DiskCheck.look(settings.outboxUrl(), freeBytes, findings));
    ifSettingsAllow(() -> ProxyCheck.look(settings, findings));
    List<OutboxCheck> outboxes = new ArrayList<>();
    ifSettingsAllow(() -> each(findings, (bot, of) -> outboxes.add(look(bot, of))));
    // Ours listens on them, if one runs
    if (outboxes.stream().noneMatch(OutboxCheck::runs)) {
      ifSettingsAllow(() -> new PortsCheck(findings).look(settings));
    }
    return findings.all();
  }

  /** Tells what is found of whom, where there are several. */
  private void each(Findings findings, BiConsumer<String, Findings> check) {
    List<String> bots = settings.bots();
    for (String bot : bots) {
      String name = bot.isEmpty() ? "the bot without a name" : bot;
      String whose = bots.size() == 1 ? "" : name + ": ";
      check.accept(bot, findings.of(whose, settings.of(bot)::inWords));
    }
  }

  private void uid(@Nullable String uid, String bot, Findings findings) {
    OperatorSettings own = settings.of(bot);
    ifSettingsAllow(() -> UidCheck.look(uid, own.capture().startPrefix(), findings));
  }

  private OutboxCheck look(String bot, Findings findings) {
    OperatorSettings own = settings.of(bot);
    ClockCheck clocks = new ClockCheck(clock, findings);
    SlowCheck slow = new SlowCheck(findings, tolerated);
    OutboxCheck outbox = new OutboxCheck(bot, clock, findings);
    ifSettingsAllow(() -> outbox.look(own.outboxUrl(), runningBot));
    ifSettingsAllow(
        () ->
            new TelegramCheck(findings, clocks, slow, clock, pollFor)
                .look(own.telegram(), own.capture(), outbox));
    ifSettingsAllow(() -> new XtrackerCheck(findings, clocks, slow).look(own.xtracker()));
    return outbox;
  }

  private void settings(Findings findings) {
    List<String> faults = settings.faults();
    faults.forEach(
        fault -> findings.failed("settings", fault, "See config/bot.yaml for all settings"));
    if (faults.isEmpty()) {
      findings.good("settings", "The settings are complete and keep their rules");
    }
  }

  @SuppressWarnings("EmptyCatch") // the settings' own check has said it
  private static void ifSettingsAllow(Runnable check) {
    try {
      check.run();
    } catch (InvalidSettingsException alreadyTold) {
    }
  }
}
