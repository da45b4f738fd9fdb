package io.botfunnel.tracking;

import static io.botfunnel.tracking.event.Receipt.Outcome.ABOVE_CEILING;
import static io.botfunnel.tracking.event.Receipt.Outcome.CONFLICT;
import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static io.botfunnel.tracking.event.Receipt.Outcome.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.event.ReservedIds;
import io.botfunnel.tracking.internal.telegram.TelegramSample;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Money that is reported wrongly, or by somebody whose it is not, is seen by the operator and never
 * sent in silence. On whatever database.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class WhoseMoneyContract {
  private static final long ANN = 555_123;
  private static final long BOB = 777_456;
  private static final String WHO = "test";

  private final SteppingClock clock = new SteppingClock();
  private final XtrackerServer xtracker = XtrackerServer.start().withClock(clock);
  private Tracking tracking;

  /** Of an outbox that does not exist at first, and is the same within a test. */
  abstract String url();

  @BeforeEach
  void start() {
    tracking =
        Tracking.builder()
            .url(xtracker.url())
            .bearer(xtracker.bearer())
            .outbox(url())
            .deliverConversions(true)
            .payments(true)
            .depositCeiling(DepositCeiling.of(List.of("1000 USD", "900.50 EUR")))
            .reservedIds(new ReservedIds(List.of("own:")))
            .clock(clock)
            .start();
  }

  @AfterEach
  void close() {
    tracking.close();
    xtracker.close();
  }

  private void restart() {
    tracking.close();
    start();
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }

  private Outcome pays(Hooks whose, String amount) {
    return whose.deposit(amount, "USD", "T-9001").outcome();
  }

  private void awaitAllSent() {
    until(() -> tracking.health().outbox().waiting() == 0);
  }

  /** A bot may pass on what a user types: it takes no id of a partner whose ids are its own. */
  @Nested
  class AnIdOfAPartnersOwn {
    @ParameterizedTest
    @ValueSource(strings = {"own:T-9001", "dep-own:T-9001"})
    void isTakenByNoHookOfTheBot(String id) throws SQLException {
      List<Hooks> hooks = List.of(tracking.user(ANN), tracking.click("abc"));
      for (Hooks each : hooks) {
        assertReserved(() -> each.deposit("0.01", "USD", id));
        assertReserved(() -> each.occurredAt(clock.instant()).deposit("0.01", "USD", id));
      }
      try (Connection connection = tracking.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        assertReserved(() -> tracking.within(connection).user(ANN).deposit("0.01", "USD", id));
        connection.rollback();
      }
      assertThat(tracking.clickOfPartner("abc").deposit("500.00", "USD", id).outcome())
          .isEqualTo(QUEUED);
    }

    @Test
    void isTakenByNoRegistrationEither() {
      assertReserved(() -> tracking.user(ANN).registration("own:trader-9"));
      assertThat(tracking.clickOfPartner("abc").registration("own:trader-9").outcome())
          .isEqualTo(QUEUED);
      assertThat(tracking.user(ANN).registration("owner:trader-9").outcome()).isEqualTo(QUEUED);
    }

    private void assertReserved(ThrowingCallable report) {
      assertThatIllegalArgumentException()
          .isThrownBy(report)
          .withMessageContaining("'own:")
          .withMessageContaining("Pass an id of your own");
    }
  }

  @Nested
  class TheSameTransactionOfAnotherUser {
    @Test
    void isAContradictionWithBothUsers() {
      pays(tracking.user(ANN), "25.00");
      assertThat(pays(tracking.user(BOB), "25.00")).isEqualTo(CONFLICT);
      assertThat(tracking.conflicts())
          .extracting(Conflict::key, Conflict::kept, Conflict::offered)
          .containsExactly(
              tuple("dep-T-9001", "25.00 USD of user 555123", "25.00 USD of user 777456"));
    }

    @Test
    void isOneWhereBothAreReportedByTheirClicksToo() {
      tracking.bind(ANN, "ann");
      tracking.bind(BOB, "bob");
      tracking.click("ann").registration("trader-7");
      assertThat(tracking.click("bob").registration("trader-7").outcome()).isEqualTo(CONFLICT);
      assertThat(tracking.conflicts())
          .extracting(Conflict::kept, Conflict::offered)
          .containsExactly(tuple("of user 555123", "of user 777456"));
    }

    @Test
    void isOneOnceTheFirstClickIsKnownToBeAnothers() {
      pays(tracking.click("ann"), "25.00");
      assertThat(pays(tracking.user(BOB), "25.00")).isEqualTo(DUPLICATE);
      tracking.bind(ANN, "ann");
      assertThat(pays(tracking.user(BOB), "25.00")).isEqualTo(CONFLICT);
      assertThat(pays(tracking.user(ANN), "25.00")).isEqualTo(DUPLICATE);
    }

    @Test
    void isForgottenWithEitherOfThem() {
      pays(tracking.user(ANN), "25.00");
      pays(tracking.user(BOB), "25.00");
      tracking.operations().erasePerson(BOB, WHO);
      assertThat(tracking.conflicts()).isEmpty();
    }

    @Test
    void showsBothAmountsWhereTheyDiffer() {
      pays(tracking.user(ANN), "0.01");
      assertThat(pays(tracking.user(BOB), "25.00")).isEqualTo(CONFLICT);
      assertThat(tracking.conflicts())
          .extracting(Conflict::kept, Conflict::offered)
          .containsExactly(tuple("0.01 USD", "25.00 USD"));
    }
  }

  @Nested
  class ADepositAboveTheCeiling {
    private static final String ABOVE =
        "above tracking.deposit.ceiling: 1000.01 USD is more than 1000.00 USD";

    private final Filter refused = Filter.ALL.in(State.REFUSED);

    private Filter refusedOf(Topic topic) {
      return new Filter(topic, State.REFUSED, null, null, null, null, null);
    }

    private List<Recorded> refused(Topic topic) {
      return tracking.operations().list(refusedOf(topic), Long.MAX_VALUE, 9).entries();
    }

    private List<Revenue> revenue() {
      return tracking.operations().funnel(Period.HOUR).revenue();
    }

    private long deposits() {
      return tracking.operations().funnel(Period.HOUR).counts().getOrDefault(Step.DEPOSIT, 0L);
    }

    private void assertSetAside() {
      tracking.user(BOB).contact();
      awaitAllSent();
      assertThat(refused(Topic.OUTBOX)).extracting(Recorded::reason).containsExactly(ABOVE);
      assertThat(refused(Topic.CONVERSIONS)).extracting(Recorded::reason).containsExactly(ABOVE);
      assertThat(xtracker.ledger().events("deposit")).isEmpty();
      assertThat(deposits()).isZero();
      assertThat(revenue()).isEmpty();
      assertThat(tracking.health().outbox().balanced()).isTrue();
    }

    private void assertReleased() {
      awaitAllSent();
      assertThat(xtracker.ledger().event("dep-T-9001").orElseThrow().value()).isEqualTo("1000.01");
      assertThat(deposits()).isOne();
      assertThat(revenue())
          .containsExactly(new Revenue("USD", 1, new BigDecimal("1000.0100"), 0, BigDecimal.ZERO));
      assertThat(refused(Topic.OUTBOX)).isEmpty();
      assertThat(tracking.queue(Topic.CONVERSIONS).claim(9).join())
          .extracting(entry -> entry.kind())
          .contains("deposit");
      assertThat(tracking.health().outbox().balanced()).isTrue();
    }

    @Test
    void isSetAsideWithItsReasonAndInNoFunnel() {
      assertThat(pays(tracking.user(ANN), "1000.01")).isEqualTo(ABOVE_CEILING);
      assertSetAside();
      assertThat(pays(tracking.user(ANN), "1000.01")).isEqualTo(DUPLICATE);
    }

    @Test
    void isSetAsideWhicheverWayItComes() throws SQLException {
      Money money = Money.of("1000.01", "USD");
      tracking.click("abc").deposit(money, "by-click");
      try (Connection connection = tracking.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        tracking.within(connection).user(ANN).deposit("1000.01", "USD", "within");
        connection.commit();
      }
      TelegramSample paid =
          TelegramSample.of("paid").with("/message/successful_payment/total_amount", "100001");
      tracking
          .inbox(6_513_247_654L, "MyShopBot")
          .consume(new ArrayList<>(List.of(paid.numbered(1_001).received())));
      until(() -> refused(Topic.OUTBOX).size() == 3);
      awaitAllSent();
      assertThat(xtracker.ledger().events("deposit")).isEmpty();
    }

    @Test
    void isSetAsideStillAfterARestart() {
      pays(tracking.user(ANN), "1000.01");
      restart();
      assertSetAside();
      assertThat(tracking.retry("deposit", "dep-T-9001")).isTrue();
      assertReleased();
    }

    @Test
    void isSentAndCountedOnceTheOperatorSaysSo() {
      pays(tracking.user(ANN), "1000.01");
      Filter one = refused.withEid("deposit", "dep-T-9001");
      assertThat(tracking.operations().retry(one, Long.MAX_VALUE, WHO))
          .extracting(BulkResult::changed)
          .isEqualTo(1);
      assertReleased();
      assertThat(tracking.retry("deposit", "dep-T-9001")).isFalse();
      assertThat(deposits()).isOne();
    }

    @Test
    void isNotSentAlongWithAllThatWasRefused() {
      pays(tracking.user(ANN), "1000.01");
      assertThat(tracking.operations().retry(refused, Long.MAX_VALUE, WHO).changed()).isZero();
      Filter told = refusedOf(Topic.CONVERSIONS);
      assertThat(tracking.operations().retry(told, Long.MAX_VALUE, WHO).changed()).isZero();
      assertSetAside();
      Filter ceiling = new Filter(Topic.OUTBOX, State.REFUSED, null, null, null, null, "ceiling");
      assertThat(tracking.operations().retry(ceiling, Long.MAX_VALUE, WHO).changed()).isOne();
      assertReleased();
    }

    @Test
    void isErasedWithWhatTheBotWasToBeTold() {
      pays(tracking.user(ANN), "1000.01");
      Filter one = refused.withEid("deposit", "dep-T-9001");
      assertThat(tracking.operations().erase(one, Long.MAX_VALUE, WHO).changed()).isOne();
      awaitAllSent();
      assertThat(refused(Topic.OUTBOX)).isEmpty();
      assertThat(refused(Topic.CONVERSIONS)).isEmpty();
      assertThat(xtracker.ledger().events("deposit")).isEmpty();
      assertThat(deposits()).isZero();
      assertThat(tracking.health().outbox().erased()).isOne();
      assertThat(tracking.operations().books(Topic.CONVERSIONS).balanced()).isTrue();
    }

    @Test
    void isForgottenWithItsUser() {
      pays(tracking.user(ANN), "1000.01");
      assertThat(tracking.operations().erasePerson(ANN, WHO).busy()).isZero();
      assertThat(refused(Topic.OUTBOX)).isEmpty();
      assertThat(tracking.health().outbox().balanced()).isTrue();
      assertThat(tracking.operations().books(Topic.CONVERSIONS).balanced()).isTrue();
    }

    @Test
    void isOneInACurrencyWithoutACeilingToo() {
      assertThat(tracking.user(ANN).deposit("1", "JPY", "yen").outcome()).isEqualTo(ABOVE_CEILING);
      assertThat(refused(Topic.OUTBOX))
          .extracting(Recorded::reason)
          .containsExactly("above tracking.deposit.ceiling: it names no JPY");
    }

    @Test
    void isNoneUpToTheCeilingItself() {
      assertThat(pays(tracking.user(ANN), "1000.00")).isEqualTo(QUEUED);
      assertThat(tracking.user(ANN).deposit("900.50", "EUR", "euros").outcome()).isEqualTo(QUEUED);
      awaitAllSent();
      assertThat(xtracker.ledger().events("deposit")).hasSize(2);
    }
  }
}
