package io.botfunnel.tracking;

import static io.botfunnel.tracking.event.Receipt.Outcome.CONFLICT;
import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static io.botfunnel.tracking.event.Receipt.Outcome.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One conversion is one row at the tracker, whose key has the uid in it: whichever way it is
 * reported, and whatever became of the user's uid between two reports.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class OneRowContract {
  private static final long ANN = 555_123;
  private static final long BOB = 777_456;
  private static final String TX = "7";
  private static final String NONE = "none";

  private final SteppingClock clock = new SteppingClock();
  private final XtrackerServer xtracker = XtrackerServer.start().withClock(clock);
  private Tracking tracking;

  /** Of an outbox that does not exist at first, and is the same within a test. */
  abstract String url();

  @BeforeEach
  void start() {
    tracking = builder().start();
  }

  @AfterEach
  void close() {
    tracking.close();
    xtracker.close();
  }

  private TrackingBuilder builder() {
    return Tracking.builder()
        .url(xtracker.url())
        .bearer(xtracker.bearer())
        .outbox(url())
        .clock(clock);
  }

  private void restart(TrackingBuilder builder) {
    tracking.close();
    tracking = builder.start();
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }

  private void awaitAllSent() {
    until(() -> tracking.health().outbox().waiting() == 0);
  }

  private Outcome pays(Hooks whose) {
    return whose.deposit("25.00", "USD", TX).outcome();
  }

  private void assertOneRow(String event, String uid) {
    awaitAllSent();
    assertThat(uidsOf(event)).containsExactly(uid);
  }

  private List<String> uidsOf(String event) {
    return xtracker.ledger().events(event).stream()
        .map(row -> Objects.requireNonNullElse(row.uid(), NONE))
        .toList();
  }

  /** Each way in which the same deposit can be reported; for another user it is a contradiction. */
  private void isReportedAgainByAll(String... uids) {
    assertAddsNothing(tracking.user(ANN));
    assertAddsNothing(tracking.user(BOB));
    for (String uid : uids) {
      assertAddsNothing(tracking.click(uid));
    }
  }

  private void assertAddsNothing(Hooks whose) {
    assertThat(pays(whose)).isIn(DUPLICATE, CONFLICT);
  }

  @Nested
  class ADeposit {
    @Test
    void keepsTheUidOfItsFirstReport() {
      tracking.bind(ANN, "first");
      pays(tracking.user(ANN));
      tracking.bind(ANN, "second");
      isReportedAgainByAll("first", "second", "never-seen", "FIRST");
      assertOneRow("deposit", "first");
    }

    @Test
    void keepsTheUidOfAPostbackThatNamesAnother() {
      tracking.bind(ANN, "ann");
      tracking.bind(BOB, "bob");
      pays(tracking.click("bob"));
      isReportedAgainByAll("ann", "bob");
      assertOneRow("deposit", "bob");
    }

    @Test
    void keepsTheUidOfAClickThatIsBoundLater() {
      pays(tracking.click("click"));
      assertThat(pays(tracking.user(ANN))).isEqualTo(DUPLICATE);
      tracking.bind(ANN, "click");
      tracking.bind(ANN, "second");
      isReportedAgainByAll("click", "second");
      assertOneRow("deposit", "click");
    }

    @Test
    void staysWithoutAUidThatIsKnownLater() {
      pays(tracking.user(ANN));
      awaitAllSent();
      tracking.bind(ANN, "click");
      isReportedAgainByAll("click");
      assertOneRow("deposit", NONE);
    }

    @Test
    void isSentWithTheSameUidAtEachAttempt() {
      xtracker.fail(Fault.RESET_AFTER_RECORDING);
      tracking.bind(ANN, "first");
      pays(tracking.user(ANN));
      until(() -> !xtracker.ledger().calls().isEmpty());
      tracking.bind(ANN, "second");
      xtracker.heal();
      untilAllSentAsTimePasses();
      isReportedAgainByAll("first", "second");
      assertOneRow("deposit", "first");
    }

    @Test
    void keepsItsUidWhenItIsSentAgainAfterARefusal() {
      tracking.bind(ANN, "first");
      awaitAllSent();
      xtracker.fail(Fault.INVALID_VALUE_400);
      pays(tracking.user(ANN));
      until(() -> tracking.health().outbox().refused() == 1);
      xtracker.heal();
      tracking.bind(ANN, "second");
      isReportedAgainByAll("first", "second");
      assertThat(tracking.retry("deposit", "dep-7")).isTrue();
      assertOneRow("deposit", "first");
    }

    @Test
    void isKnownAfterARestartAndOnceItsEntryIsPurged() {
      restart(builder().retention(Duration.ofHours(1), Duration.ofDays(90)));
      tracking.bind(ANN, "first");
      pays(tracking.user(ANN));
      awaitAllSent();
      clock.advance(Duration.ofDays(89));
      until(() -> tracking.operations().show(Topic.OUTBOX, "deposit", "dep-7").isEmpty());
      tracking.bind(ANN, "second");
      restart(builder().retention(Duration.ofHours(1), Duration.ofDays(90)));
      isReportedAgainByAll("first", "second");
      assertOneRow("deposit", "first");
    }

    @Test
    void isKnownOnceItsUserIsForgotten() {
      tracking.bind(ANN, "first");
      pays(tracking.user(ANN));
      awaitAllSent();
      assertThat(tracking.operations().erasePerson(ANN, "test").busy()).isZero();
      tracking.bind(ANN, "second");
      isReportedAgainByAll("first", "second");
      assertOneRow("deposit", "first");
    }

    @Test
    void isKnownFromATransactionOfTheAuthors() throws SQLException {
      tracking.bind(ANN, "first");
      try (Connection connection = tracking.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        pays(tracking.within(connection).user(ANN));
        pays(tracking.within(connection).click("second"));
        tracking.bind(ANN, "second");
        connection.commit();
      }
      until(() -> xtracker.ledger().event("dep-7").isPresent());
      isReportedAgainByAll("first", "second");
      assertOneRow("deposit", "second");
    }

    @Test
    void ofTheSameIdIsADepositAndARegistration() {
      tracking.bind(ANN, "first");
      tracking.user(ANN).registration("dep-7");
      pays(tracking.user(ANN));
      assertOneRow("deposit", "first");
      assertOneRow("registration", "first");
    }

    private void untilAllSentAsTimePasses() {
      until(
          () -> {
            clock.advance(Duration.ofSeconds(1));
            tracking.wake();
            return tracking.health().outbox().waiting() == 0;
          });
    }
  }

  /** Counted once per user, though their id carries the user or the click. */
  @Nested
  class WhatIsOncePerUser {
    private Outcome report(String event, Hooks whose) {
      return event.equals("contact") ? whose.contact().outcome() : whose.subscribed().outcome();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact", "subscribed"})
    void isKnownFromEachClickOfTheUser(String event) {
      report(event, tracking.click("first"));
      tracking.bind(ANN, "first");
      tracking.bind(ANN, "second");
      assertThat(report(event, tracking.user(ANN))).isEqualTo(DUPLICATE);
      assertThat(report(event, tracking.click("second"))).isEqualTo(DUPLICATE);
      assertThat(report(event, tracking.click("first"))).isEqualTo(DUPLICATE);
      assertOneRow(event, "first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact", "subscribed"})
    void isNotReportedAgainByTheNextClick(String event) {
      tracking.bind(ANN, "first");
      report(event, tracking.user(ANN));
      tracking.bind(ANN, "second");
      assertThat(report(event, tracking.user(ANN))).isEqualTo(DUPLICATE);
      assertThat(report(event, tracking.click("second"))).isEqualTo(DUPLICATE);
      assertOneRow(event, "first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact", "subscribed"})
    void isNotReportedAgainByAClickThatTheFirstKeepsOut(String event) {
      restart(builder().attribution(Attribution.FIRST_CLICK));
      tracking.bind(ANN, "first");
      report(event, tracking.user(ANN));
      tracking.bind(ANN, "second");
      assertThat(report(event, tracking.click("second"))).isEqualTo(DUPLICATE);
      assertOneRow(event, "first");
    }

    @Test
    void isNotReportedAgainOnceTheUidIsKnown() {
      tracking.user(ANN).contact();
      awaitAllSent();
      tracking.bind(ANN, "first");
      assertThat(tracking.user(ANN).contact().outcome()).isEqualTo(DUPLICATE);
      assertThat(tracking.click("first").contact().outcome()).isEqualTo(DUPLICATE);
      assertOneRow("contact", NONE);
    }
  }

  /** What no outbox can tell apart: the docs say so. */
  @Nested
  class Nothing {
    @Test
    void tellsThatAClickIsTheUsersBeforeItIsBound() {
      tracking.user(ANN).contact();
      tracking.click("click").contact();
      tracking.bind(ANN, "click");
      awaitAllSent();
      assertThat(uidsOf("contact")).containsExactlyInAnyOrder(NONE, "click");
    }

    @Test
    void tellsARepetitionOnceItsKeyIsForgotten() {
      restart(builder().retention(Duration.ofHours(1), Duration.ofHours(2)));
      tracking.bind(ANN, "first");
      pays(tracking.user(ANN));
      awaitAllSent();
      clock.advance(Duration.ofDays(1));
      until(() -> tracking.operations().show(Topic.OUTBOX, "deposit", "dep-7").isEmpty());
      tracking.bind(ANN, "second");
      until(() -> pays(tracking.user(ANN)) == QUEUED);
      awaitAllSent();
      assertThat(uidsOf("deposit")).containsExactly("first", "second");
    }
  }
}
