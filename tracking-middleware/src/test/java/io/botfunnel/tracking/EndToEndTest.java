package io.botfunnel.tracking;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.xtracker.ReceivedCall;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tracking as a bot author builds it, a local XTRACKER, and a clock that a test steps. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class EndToEndTest {
  static final long ANN = 555_123;
  static final long BOB = 777_456;

  @TempDir Path folder;
  final SteppingClock clock = new SteppingClock();
  final XtrackerServer xtracker = XtrackerServer.start().withClock(clock);
  Tracking tracking;

  @BeforeEach
  final void begin() {
    tracking = builder().start();
  }

  @AfterEach
  final void end() {
    xtracker.heal();
    xtracker.releaseAnswers();
    tracking.close();
    xtracker.close();
  }

  TrackingBuilder builder() {
    return Tracking.builder()
        .url(xtracker.url())
        .bearer(xtracker.bearer())
        .outbox(folder.resolve("outbox"))
        .clock(clock);
  }

  void restart(TrackingBuilder builder) {
    tracking.close();
    tracking = builder.start();
  }

  Books books() {
    return tracking.health().outbox();
  }

  EndpointHealth endpoint() {
    return tracking.health().endpoint();
  }

  Instant nextProbe() {
    return Objects.requireNonNull(endpoint().nextProbe());
  }

  Recorded recorded(long user, String eid) {
    return tracking.timeline(user).stream()
        .filter(r -> r.eid().equals(eid))
        .findFirst()
        .orElseThrow();
  }

  /** The bodies of all calls in the order of their arrival. */
  List<String> bodies() {
    return xtracker.ledger().calls().stream().map(ReceivedCall::body).toList();
  }

  long now() {
    return clock.millis();
  }

  /** Waits until nothing waits while the clock stands still. */
  void awaitAllSettled() {
    await(() -> books().waiting() == 0);
  }

  void await(Callable<Boolean> condition) {
    patiently().until(condition);
  }

  /** Waits while the clock goes on, a second at a look. */
  void stepUntil(Callable<Boolean> condition) {
    patiently()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              tracking.wake();
              return condition.call();
            });
  }

  void stepUntilAllSettled() {
    stepUntil(() -> books().waiting() == 0);
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5));
  }
}
