package io.botfunnel.tracking;

import static io.botfunnel.tracking.delivery.EndpointHealth.Status.PAUSED;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.RUNNING;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.ReceivedCall;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An outage of XTRACKER costs nothing: the fifth promise, over real HTTP. */
@Tag("slow")
class TrackingOutageTest extends EndToEndTest {
  private static final int USERS = 30;

  private void everybodyPays() {
    LongStream.rangeClosed(1, USERS)
        .forEach(user -> tracking.user(user).deposit("10", "USD", "tx-" + user));
  }

  private void awaitOutage() {
    await(() -> endpoint().status() != RUNNING && tracking.health().inFlight() == 0);
  }

  private void probeInVain() {
    Instant due = nextProbe();
    clock.set(due);
    tracking.wake();
    await(() -> nextProbe().isAfter(due) && tracking.health().inFlight() == 0);
  }

  private void anHourPasses() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    while (clock.instant().isBefore(end)) {
      probeInVain();
    }
  }

  private void assertNothingWasLost() {
    assertThat(books()).isEqualTo(new Books(USERS, USERS, 0, 0, 0, 0));
    assertThat(LongStream.rangeClosed(1, USERS).mapToObj(u -> tracking.timeline(u).get(0)))
        .allMatch(recorded -> recorded.attempts() == 0 && recorded.state() == State.WAITING);
  }

  private void assertEverythingArrivedOnce(XtrackerServer server) {
    assertThat(server.ledger().events()).hasSize(USERS);
    assertThat(server.ledger().revenue("USD")).isEqualByComparingTo("300");
    assertThat(books().refused()).isZero();
    assertThat(books()).matches(Books::balanced);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "INTERNAL_500",
        "UNAVAILABLE_503",
        "BAD_GATEWAY_502_HTML",
        "RATE_LIMITED_429",
        "RATE_LIMITED_429_DATE",
        "RATE_LIMITED_429_BARE",
        "UNAUTHORIZED_401",
        "FORBIDDEN_403",
        "CAPTIVE_PORTAL_200",
        "REDIRECT_302",
        "RESET_BEFORE_RECORDING"
      })
  void ofAnHourCostsOneProbeAtATime(Fault fault) {
    xtracker.fail(fault);
    everybodyPays();
    awaitOutage();
    int calls = xtracker.ledger().calls().size();
    probeInVain();
    probeInVain();
    assertThat(xtracker.ledger().calls()).hasSize(calls + 2);
    anHourPasses();
    assertNothingWasLost();
    xtracker.heal();
    stepUntilAllSettled();
    assertEverythingArrivedOnce(xtracker);
    assertThat(xtracker.ledger().duplicates()).isZero();
  }

  @Test
  void thatIsDownAltogetherCostsNothing() {
    xtracker.close();
    everybodyPays();
    awaitOutage();
    assertThat(endpoint().reason()).isEqualTo("connection refused");
    anHourPasses();
    assertNothingWasLost();
    try (XtrackerServer back = XtrackerServer.start(xtracker.url().getPort())) {
      stepUntilAllSettled();
      assertEverythingArrivedOnce(back);
    }
  }

  @Test
  void thatOnlyTimesOutCostsNothing() {
    restart(builder().responseTimeout(Duration.ofSeconds(1)));
    xtracker.slowBy(Duration.ofSeconds(30)).fail(Fault.SLOW_ANSWER);
    everybodyPays();
    awaitOutage();
    assertThat(endpoint().reason()).isEqualTo("no answer within 1 s");
    probeInVain();
    assertNothingWasLost();
    xtracker.heal();
    stepUntilAllSettled();
    assertEverythingArrivedOnce(xtracker);
  }

  @Test
  void thatLimitsTheRateOfSomeCallsSetsNothingAside() {
    xtracker.failRandomly(0.5, 42, Fault.RATE_LIMITED_429);
    everybodyPays();
    stepUntilAllSettled();
    assertEverythingArrivedOnce(xtracker);
  }

  @Nested
  class Afterwards {
    @Test
    void everythingFlowsSideBySide() {
      xtracker.fail(Fault.UNAVAILABLE_503);
      everybodyPays();
      awaitOutage();
      xtracker.heal();
      xtracker.holdAnswers();
      int before = xtracker.ledger().calls().size();
      clock.set(nextProbe());
      tracking.wake();
      await(() -> xtracker.ledger().calls().size() == before + 1);
      assertThat(xtracker.inFlight()).as("one probe").isOne();
      xtracker.releaseAnswers();
      await(() -> endpoint().status() == RUNNING);
      stepUntilAllSettled();
      assertEverythingArrivedOnce(xtracker);
    }

    @Test
    void noEventHasOtherBytesThanAtItsFirstAttempt() {
      xtracker.fail(Fault.UNAVAILABLE_503);
      everybodyPays();
      awaitOutage();
      anHourPasses();
      xtracker.heal();
      stepUntilAllSettled();
      for (int user = 1; user <= USERS; user++) {
        assertThat(
                xtracker.ledger().callsWithEid("dep-tx-" + user).stream().map(ReceivedCall::body))
            .hasSizeGreaterThan(0)
            .allMatch(xtracker.ledger().callsWithEid("dep-tx-" + user).get(0).body()::equals);
      }
    }
  }

  @Nested
  class RetryAfter {
    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"RATE_LIMITED_429", "RATE_LIMITED_429_DATE"})
    void isHonouredInBothForms(Fault fault) {
      xtracker.retryAfter(Duration.ofMinutes(7)).fail(fault);
      everybodyPays();
      awaitOutage();
      assertThat(endpoint().status()).isEqualTo(PAUSED);
      assertThat(nextProbe()).isEqualTo(clock.instant().plus(Duration.ofMinutes(7)));
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"RATE_LIMITED_429", "RATE_LIMITED_429_DATE"})
    void isAnHourAtMost(Fault fault) {
      xtracker.retryAfter(Duration.ofDays(7)).fail(fault);
      everybodyPays();
      awaitOutage();
      assertThat(nextProbe()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    }
  }

  @Nested
  class ARotatedKey {
    private volatile String key = xtracker.bearer();

    @Test
    void isPickedUpAtTheNextWakeWithoutARestart() {
      restart(builder().bearer(() -> key));
      xtracker.rotateBearer("xtb_local_only_new").expireOldBearer();
      everybodyPays();
      awaitOutage();
      assertThat(endpoint().status()).isEqualTo(UNAUTHORIZED);
      assertNothingWasLost();
      key = "xtb_local_only_new";
      tracking.wake();
      awaitAllSettled();
      assertThat(endpoint().status()).isEqualTo(RUNNING);
      assertEverythingArrivedOnce(xtracker);
    }

    @Test
    void thatIsMissingForAWhileCostsNothing() {
      restart(builder().bearer(() -> key));
      key = "";
      everybodyPays();
      awaitOutage();
      assertThat(endpoint().reason()).contains("xtracker.bearer is empty");
      assertNothingWasLost();
      key = xtracker.bearer();
      tracking.wake();
      awaitAllSettled();
      assertThat(xtracker.ledger().unauthorized()).isZero();
    }
  }
}
