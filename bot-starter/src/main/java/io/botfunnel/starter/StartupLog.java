package io.botfunnel.starter;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.botfunnel.starter.console.BotFunnelVersion;
import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.gateway.Partner;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what starts: the version, where settings and outbox are, and which features are on. */
final class StartupLog {
  private static final Logger log = LoggerFactory.getLogger(StartupLog.class);

  private final Settings settings;
  private final BotDefinitions bots;

  StartupLog(Settings settings, BotDefinitions bots) {
    this.settings = settings;
    this.bots = bots;
  }

  void log() {
    log.info(
        "BotFunnel {} starts; settings: {}; outbox: {}",
        BotFunnelVersion.current(),
        settings.origin().places(),
        outbox());
    settings.bots().forEach(bot -> log.info("{}on: {}", prefix(bot), on(bot)));
    if (survivesOutOfMemory()) {
      log.info(
          "This process continues after an OutOfMemoryError, perhaps without some of its threads."
              + " Start it with java -XX:+ExitOnOutOfMemoryError, under a supervisor that restarts it");
    }
    List<String> unused = settings.origin().unused();
    if (!unused.isEmpty()) {
      log.warn(
          "{} begin like settings but are unknown, and have no effect. Unset them, or correct"
              + " their names",
          String.join(", ", unused));
    }
  }

  /**
   * Returns whether the process survives an OutOfMemoryError; false for JVMs other than HotSpot,
   * whose options differ.
   */
  private static boolean survivesOutOfMemory() {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return vm != null
        && Stream.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError")
            .noneMatch(option -> Boolean.parseBoolean(vm.getVMOption(option).getValue()));
  }

  private String outbox() {
    String url = settings.tracking().outboxInUse();
    return url.startsWith("jdbc:") ? Outbox.masked(url) : Path.of(url).toAbsolutePath().toString();
  }

  private static String prefix(Settings bot) {
    return bot.botName().logPrefix();
  }

  private String on(Settings bot) {
    return Stream.of(reception(bot), captured(bot), endpoints(bot))
        .flatMap(parts -> parts)
        .collect(Collectors.joining(", "));
  }

  private Stream<String> reception(Settings bot) {
    String from =
        bot.telegram()
            .webhook()
            .map(webhook -> "webhook " + webhook.url())
            .orElse("polling " + bot.telegram().apiUrl());
    return Stream.of(
            onlyIf(bot.tracking().dryRun(), "DRY RUN (nothing is sent to XTRACKER)"),
            Stream.of(from, "XTRACKER " + bot.xtracker().url()),
            onlyIf(bot.bot().inbox(), "inbox"),
            onlyIf(bots.of(bot).conversions().isPresent(), "conversions"))
        .flatMap(parts -> parts);
  }

  private static Stream<String> captured(Settings bot) {
    CaptureRules rules = bot.tracking().capture();
    return Stream.of(
            onlyIf(rules.contactOnStart(), "contact on /start"),
            onlyIf(!rules.subscribedChats().isEmpty(), "subscribed by joins"),
            onlyIf(rules.payments(), "payments"),
            ceiling(bot))
        .flatMap(parts -> parts);
  }

  private static Stream<String> ceiling(Settings bot) {
    String ceiling = bot.tracking().ceiling().toString();
    return onlyIf(!ceiling.isEmpty(), "deposits above " + ceiling + " refused until retried");
  }

  private static Stream<String> endpoints(Settings bot) {
    GatewaySettings gateway = bot.gateway();
    return Stream.of(
            onlyIf(gateway.enabled(), "gateway on %s:%d".formatted(gateway.host(), gateway.port())),
            partners(gateway),
            onlyIf(bot.console().enabled(), "page on 127.0.0.1:%d".formatted(bot.console().port())))
        .flatMap(parts -> parts);
  }

  private static Stream<String> partners(GatewaySettings gateway) {
    return gateway.enabled() ? gateway.partners().stream().map(StartupLog::ids) : Stream.of();
  }

  private static String ids(Partner partner) {
    return "partner %s with %s ids"
        .formatted(partner.name(), partner.ownIds() ? "its own" : "shared");
  }

  private static Stream<String> onlyIf(boolean on, String what) {
    return on ? Stream.of(what) : Stream.empty();
  }
}
