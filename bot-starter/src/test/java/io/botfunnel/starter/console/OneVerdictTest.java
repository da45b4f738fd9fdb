package io.botfunnel.starter.console;

import static io.botfunnel.tracking.TrackingVerdict.DELIVERING;
import static io.botfunnel.tracking.TrackingVerdict.DRY_RUN;
import static io.botfunnel.tracking.TrackingVerdict.HELD;
import static io.botfunnel.tracking.TrackingVerdict.HUNG;
import static io.botfunnel.tracking.TrackingVerdict.IDLE;
import static io.botfunnel.tracking.TrackingVerdict.NOT_RUNNING;
import static io.botfunnel.tracking.TrackingVerdict.PAUSED;
import static io.botfunnel.tracking.TrackingVerdict.REFUSING;
import static io.botfunnel.tracking.TrackingVerdict.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botfunnel.fixtures.SmallDisk;
import io.botfunnel.starter.TestBot;
import io.botfunnel.starter.cli.Shell;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.TrackingVerdict;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bot in a process of its own is brought into each of its states; the page's API, {@code outbox
 * status}, health, metrics and doctor say the same word each time.
 */
@Tag("slow")
class OneVerdictTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);

  @TempDir Path folder;
  private TestBot given;
  private ChildWithConsole child;

  @BeforeEach
  void servers() {
    given = new TestBot(folder).withConsole();
    child = new ChildWithConsole(folder, DepositingBot.class);
  }

  @AfterEach
  void end() throws InterruptedException {
    child.kill();
    given.close();
  }

  private Operator bot() throws IOException {
    return Operator.of(child.console());
  }

  private Shell.Answer run(String... command) {
    Shell shell = new Shell();
    given.settings().forEach(shell::with);
    return shell.run(command);
  }

  /** The bot's own surfaces, once it is so far, and the commands. */
  private void assertSaysEverywhere(TrackingVerdict verdict) throws IOException {
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .untilAsserted(
            () -> assertThat(bot().read("/api/status", Status.class).verdict()).isEqualTo(verdict));
    HttpResponse<String> ready = bot().stranger().get("/health/ready");
    assertThat(JSON.readTree(ready.body()).path("verdict").asText()).isEqualTo(verdict.word());
    assertThat(ready.statusCode()).isEqualTo(verdict.ready() ? 200 : 503);
    assertThat(verdictsIn(bot().stranger().get("/metrics").body())).containsExactly(verdict.word());
    assertCommandsSay(verdict);
  }

  /** Those that are 1. */
  private static List<String> verdictsIn(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("botfunnel_verdict{") && line.endsWith(" 1.0"))
        .map(line -> line.replaceFirst(".*verdict=\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** The answer of {@code outbox status}. */
  private Shell.Answer assertCommandsSay(TrackingVerdict verdict) throws IOException {
    Shell.Answer status = run("outbox", "status");
    assertThat(status.err()).isEmpty();
    assertThat(status.code()).isEqualTo(verdict.good() ? 0 : 1);
    assertThat(status.out()).startsWith("Verdict     " + verdict.words() + ": ");
    JsonNode json = run("outbox", "status", "--json").json();
    assertThat(json.path("verdict").asText()).isEqualTo(verdict.word());
    assertDoctorSays(verdict);
    return status;
  }

  private void assertDoctorSays(TrackingVerdict verdict) {
    String words = verdict.words();
    String line = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ": ";
    Shell.Answer doctor = run("doctor");
    assertThat(doctor.out()).contains((verdict.good() ? "✓ " : "") + line);
    assertThat(doctor.out().contains("Nothing is wrong."))
        .as(doctor.out())
        .isEqualTo(verdict.good());
    if (List.of(HUNG, HELD, UNAUTHORIZED, REFUSING).contains(verdict)) {
      assertThat(doctor.code()).isEqualTo(1);
    }
  }

  @Test
  void isTheSameOnEverySurfaceThroughoutALife() throws Exception {
    child.start(given);
    await().atMost(PATIENCE).until(given.telegram::polling);
    assertSaysEverywhere(IDLE);

    given.xtracker.rotateBearer("another-bearer-of-this-space").expireOldBearer();
    given.telegram.user(1).starts("fb_one");
    assertSaysEverywhere(UNAUTHORIZED); // before anything was ever accepted

    child.signal("STOP");
    assertThat(assertCommandsSay(HUNG).out()).contains("kill -CONT " + child.pid());
    assertThat(run("outbox", "list").code()).as("others cannot work").isEqualTo(3);
    child.signal("CONT");
    child.kill();
    assertCommandsSay(NOT_RUNNING);

    given.with("xtracker.bearer", given.xtracker.bearer());
    child.start(given);
    assertSaysEverywhere(DELIVERING);

    given.xtracker.failWhen(
        call -> String.valueOf(call.eid()).startsWith("dep-"), Fault.INVALID_VALUE_400);
    for (int i = 1; i <= 22; i++) {
      given.telegram.user(100 + i).starts("fb_u" + i).says("tx-" + i);
    }
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(() -> bot().read("/api/status", Status.class).outbox().refused() == 22);
    assertSaysEverywhere(REFUSING); // though 22 binds and contacts have passed

    given.xtracker.heal();
    given.xtracker.fail(Fault.UNAVAILABLE_503);
    for (int i = 1; i <= 5; i++) {
      given.telegram.user(200 + i).says("tx-paused-" + i);
    }
    assertSaysEverywhere(PAUSED);
    given.xtracker.heal();

    child.kill();
    given.with("tracking.dry-run", "true");
    child.start(given);
    given.telegram.user(300).starts("fb_rehearsal").says("tx-rehearsal");
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(() -> bot().read("/api/status", Status.class).outbox().delivered() == 3);
    assertSaysEverywhere(DRY_RUN);
  }

  @Test
  void isTheSameWhileTheDiskIsFull() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder, 4 << 20)) {
      try {
        child.start(given);
        disk.fill();
        await().atMost(PATIENCE).until(this::isHeldAfterMoreUpdates);
        assertSaysEverywhere(HELD);
      } finally {
        child.kill(); // the disk is taken away below it
      }
    }
  }

  private boolean isHeldAfterMoreUpdates() throws IOException {
    for (int i = 0; i < 20; i++) {
      given.telegram.user(1).says("x".repeat(4_000));
    }
    return bot().read("/api/status", Status.class).held() != null;
  }
}
