package io.botfunnel.tracking.internal.delivery;

import static io.botfunnel.tracking.delivery.EndpointHealth.Status.PAUSED;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.internal.xtracker.XtrackerClient;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tracker that says "not so fast", over real HTTP. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@Tag("slow")
class RateLimitTest {
  private static final int USERS = 400;
  private static final int CEILING = DeliveryStage.MOST_IN_FLIGHT;

  @TempDir Path folder;
  private final XtrackerServer xtracker = XtrackerServer.start();
  private final XtrackerClient client =
      XtrackerClient.builder().url(xtracker.url()).bearer(xtracker::bearer).build();
  private DeliveryStage stage;
  private int lowest = CEILING;

  @BeforeEach
  void open() {
    stage = new DeliveryStage(folder, client);
  }

  @AfterEach
  void close() {
    stage.close();
    client.close();
    xtracker.close();
  }

  private void append(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(user -> stage.append(user, "c-" + user));
  }

  private void deliverAll(int users) {
    stage.delivery.start();
    stage.stepUntil(
        () -> {
          lowest = Math.min(lowest, stage.delivery.limit());
          return stage.books().waiting() == 0;
        });
    assertThat(stage.books()).isEqualTo(new Books(users, 0, users, 0, 0, 0));
  }

  private void assertEachArrivedOnceAtNobodysCost(int users) {
    assertThat(xtracker.ledger().events())
        .hasSize(users)
        .extracting(RecordedEvent::eid)
        .doesNotHaveDuplicates();
    for (int user = 1; user <= users; user++) {
      assertThat(stage.timeline(user)).extracting(Recorded::attempts).containsExactly(0);
    }
  }

  @Nested
  class BetweenSuccesses {
    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"RATE_LIMITED_429", "RATE_LIMITED_429_BARE"})
    void itIsAskedLessAndNothingIsLostDoubledOrBlamed(Fault fault) {
      append(1, USERS);
      xtracker.failRandomly(0.4, 42, fault);
      deliverAll(USERS);
      assertThat(lowest).isLessThanOrEqualTo(CEILING / 4);
      assertEachArrivedOnceAtNobodysCost(USERS);
    }

    @Test
    void itIsAskedAtFullSpeedAgainAfterAsManySuccessesAsTheCeilingHas() {
      append(1, USERS);
      xtracker.failRandomly(0.4, 42, Fault.RATE_LIMITED_429);
      deliverAll(USERS);
      xtracker.heal();
      append(USERS + 1, USERS + CEILING);
      deliverAll(USERS + CEILING);
      assertThat(stage.delivery.limit()).isEqualTo(CEILING);
    }

    @Test
    void oneThatIsAlwaysTurnedAwayIsNeverGivenUpAndHoldsUpNobody() {
      append(1, USERS);
      xtracker.failWhen(call -> call.body().contains("\"c-7\""), Fault.RATE_LIMITED_429);
      stage.delivery.start();
      stage.stepUntil(() -> stage.books().delivered() == USERS - 1);
      for (int more = 1; more <= 5 * DeliveryStage.MOST_ATTEMPTS; more++) {
        stage.append(USERS + more, "c-" + (USERS + more));
        int delivered = USERS - 1 + more;
        stage.stepUntil(() -> stage.books().delivered() == delivered);
      }
      assertThat(stage.status()).isEqualTo(RUNNING);
      assertThat(stage.timeline(7)).extracting(Recorded::attempts).containsExactly(0);
      assertThat(stage.books().refused()).isZero();
    }
  }

  @Nested
  class GrowingSlow {
    private int users;

    /** As many at once as are let, all answered after this long. */
    private void flight(Duration latency) {
      xtracker.holdAnswers();
      append(users + 1, users + CEILING);
      users += CEILING;
      int most = stage.delivery.limit();
      stage.await(() -> xtracker.inFlight() == most);
      stage.nanos.addAndGet(latency.toNanos());
      xtracker.releaseAnswers();
      stage.await(() -> stage.books().waiting() == 0);
      stage.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    private void flights(int times, Duration latency) {
      IntStream.range(0, times).forEach(i -> flight(latency));
    }

    @Test
    void itIsAskedLessUntilItIsAsQuickAsItUsedToBe() {
      stage.delivery.start();
      flights(12, Duration.ofMillis(40));
      assertThat(stage.delivery.limit()).isEqualTo(CEILING);
      flights(8, Duration.ofSeconds(2));
      assertThat(stage.delivery.limit()).isLessThanOrEqualTo(CEILING * 3 / 4);
      flights(40, Duration.ofMillis(40));
      assertThat(stage.delivery.limit()).isEqualTo(CEILING);
      assertThat(stage.books()).isEqualTo(new Books(users, 0, users, 0, 0, 0));
      assertEachArrivedOnceAtNobodysCost(users);
    }
  }

  @Nested
  class WithNothingGettingThrough {
    @Test
    void itIsAnOutageThatEndsByItself() {
      append(1, USERS);
      xtracker.retryAfter(Duration.ofSeconds(30)).fail(Fault.RATE_LIMITED_429);
      stage.delivery.start();
      stage.awaitStatus(PAUSED);
      assertThat(stage.untilProbe()).isEqualTo(Duration.ofSeconds(30));
      stage.probeInVain();
      assertThat(stage.status()).isEqualTo(PAUSED);
      xtracker.heal();
      deliverAll(USERS);
      assertThat(stage.delivery.limit()).isEqualTo(CEILING);
      assertEachArrivedOnceAtNobodysCost(USERS);
    }
  }
}
