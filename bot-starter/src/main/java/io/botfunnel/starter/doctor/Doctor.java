package io.botfunnel.starter.doctor;

import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.starter.settings.OperatorSettings;
import io.botfunnel.starter.settings.SettingFault;
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
 * Checks everything that the bots need, one check after the other; a failed check does not stop the
 * next. Changes nothing, records nothing at XTRACKER and confirms nothing to Telegram.
 *
 * <p>If the bot runs, the doctor asks its console about polling, because a second poller would take
 * the bot's updates. Used by one thread.
 */
public final class Doctor {
  /** Another poller that lost its connection to ours returns within a second or two. */
  private static final Duration POLL_FOR = Duration.ofSeconds(5);

  private final OperatorSettings settings;
  private final Clock clock;
  private final BiFunction<String, String, Optional<Status>> runningBot;
  private final ToLongFunction<Path> freeBytes;
  private final Duration pollFor;
  private final Duration tolerated;

  /**
   * @param runningBot returns the status of the running bot, if any, for an outbox's url and a
   *     bot's name. Throws IllegalArgumentException if other bots run on that outbox.
   */
  public Doctor(
      OperatorSettings settings,
      Clock clock,
      BiFunction<String, String, Optional<Status>> runningBot) {
    this(settings, clock, runningBot, DiskCheck::usableBytes, POLL_FOR, LatencyCheck.TOLERATED);
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
   * Runs all checks; takes up to about ten seconds for each bot.
   *
   * @param uid a click id of the landing page to check; null for none
   * @param listener receives each finding immediately
   */
  public List<Finding> examine(@Nullable String uid, Consumer<Finding> listener) {
    FindingCollector findings = new FindingCollector(listener);
    settings(findings);
    ifSettingsAllow(() -> each(findings, (bot, of) -> uid(uid, bot, of)));
    ifSettingsAllow(() -> each(findings, (bot, of) -> DepositsCheck.check(settings.of(bot), of)));
    // A check is skipped if one of its settings is wrong: that setting is already reported.
    ifSettingsAllow(() -> FilePermissionsCheck.check(settings, findings));
    ifSettingsAllow(() -> DiskCheck.check(settings.outboxUrl(), freeBytes, findings));
    ifSettingsAllow(() -> ProxyCheck.check(settings, findings));
    List<OutboxCheck> outboxes = new ArrayList<>();
    ifSettingsAllow(() -> each(findings, (bot, of) -> outboxes.add(servers(bot, of))));
    // A running bot listens on these ports.
    if (outboxes.stream().noneMatch(OutboxCheck::runs)) {
      ifSettingsAllow(() -> new PortsCheck(findings).check(settings));
    }
    return findings.all();
  }

  /** Runs a check for each bot; if there are several, each finding names its bot. */
  private void each(FindingCollector findings, BiConsumer<String, FindingCollector> check) {
    List<String> bots = settings.bots();
    for (String bot : bots) {
      String name = bot.isEmpty() ? "the unnamed bot" : bot;
      String whose = bots.size() == 1 ? "" : name + ": ";
      check.accept(bot, findings.of(whose, settings.of(bot)::inWords));
    }
  }

  private void uid(@Nullable String uid, String bot, FindingCollector findings) {
    OperatorSettings own = settings.of(bot);
    ifSettingsAllow(() -> UidCheck.check(uid, own.capture().startPrefix(), findings));
  }

  private OutboxCheck servers(String bot, FindingCollector findings) {
    OperatorSettings own = settings.of(bot);
    ClockCheck clocks = new ClockCheck(clock, findings);
    LatencyCheck latency = new LatencyCheck(findings, tolerated);
    OutboxCheck outbox = new OutboxCheck(bot, clock, findings);
    ifSettingsAllow(() -> outbox.check(own.outboxUrl(), runningBot));
    ifSettingsAllow(
        () ->
            new TelegramCheck(findings, clocks, latency, clock, pollFor)
                .check(own.telegram(), own.capture(), outbox));
    ifSettingsAllow(() -> new XtrackerCheck(findings, clocks, latency).check(own.xtracker()));
    return outbox;
  }

  private void settings(FindingCollector findings) {
    List<SettingFault> faults = settings.faults();
    faults.forEach(fault -> findings.failed("settings", fault.what(), fault.remedy()));
    if (faults.isEmpty()) {
      findings.good("settings", "The settings are complete and valid");
    }
  }

  @SuppressWarnings("EmptyCatch") // the settings check has reported it
  private static void ifSettingsAllow(Runnable check) {
    try {
      check.run();
    } catch (InvalidSettingsException alreadyReported) {
    }
  }
}
