package io.botfunnel.starter.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.doctor.Finding.Severity;
import io.botfunnel.starter.settings.OperatorSettings;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Tracking;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A bot that lacks nothing, until a test plants a fault. */
abstract class DoctorStage {
  private static final long PLENTY = 50_000_000_000L;

  /** Of a busy machine. */
  private static final Duration PATIENT = Duration.ofMinutes(1);

  @TempDir Path folder;
  @AutoClose final BotApiServer telegram = BotApiServer.start();
  @AutoClose final XtrackerServer xtracker = XtrackerServer.start();
  final Map<String, String> settings = new HashMap<>();
  Clock clock = Clock.systemUTC();
  long freeBytes = PLENTY;
  Optional<Status> console = Optional.empty();
  Duration pollFor = Duration.ZERO;
  Duration tolerated = PATIENT;

  @BeforeEach
  void aBotThatLacksNothing() {
    settings.put("telegram.bot-token", telegram.token());
    settings.put("telegram.api-url", telegram.url().toString());
    settings.put("xtracker.url", xtracker.url().toString());
    settings.put("xtracker.bearer", xtracker.bearer());
    settings.put("tracking.outbox.url", outbox().toString());
    settings.put("console.port", "0");
  }

  Path outbox() {
    return folder.resolve("data").resolve("outbox");
  }

  List<Finding> examine() {
    return examine(null);
  }

  List<Finding> examine(@Nullable String uid) {
    OperatorSettings given = OperatorSettings.from(settings);
    return new Doctor(given, clock, (url, bot) -> console, folder -> freeBytes, pollFor, tolerated)
        .examine(uid, finding -> {});
  }

  /** That no bot runs on an outbox that is there is so in nearly every test here. */
  static List<Finding> wrong(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.verdict() != Severity.GOOD)
        .filter(finding -> !finding.what().startsWith("Not running"))
        .toList();
  }

  Finding theOnlyFault() {
    return theOnlyFault(null);
  }

  Finding theOnlyFault(@Nullable String uid) {
    List<Finding> wrong = wrong(examine(uid));
    assertThat(wrong).hasSize(1);
    return wrong.get(0);
  }

  static void assertNamed(Finding fault, Severity verdict, String what, String remedy) {
    assertThat(fault.what()).contains(what);
    assertThat(fault.remedy()).contains(remedy);
    assertThat(fault.verdict()).isEqualTo(verdict);
  }

  Tracking bot() {
    return Tracking.builder()
        .bearer("a-bearer")
        .url(URI.create("http://127.0.0.1:1"))
        .outbox(outbox())
        .start();
  }
}
