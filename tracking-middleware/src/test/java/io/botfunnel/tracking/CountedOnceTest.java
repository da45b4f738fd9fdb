package io.botfunnel.tracking;

import static io.botfunnel.tracking.event.Receipt.Outcome.CONFLICT;
import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.ReceivedCall;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counted once: the third promise. */
class CountedOnceTest extends EndToEndTest {
  private void pay(String amount) {
    tracking.user(ANN).deposit(amount, "USD", "7");
  }

  @Nested
  class ATransactionReportedTwice {
    @Test
    void isOneDeposit() {
      pay("25");
      clock.advance(Duration.ofDays(1));
      assertThat(tracking.user(ANN).deposit("25.00", "USD", "dep-7").outcome())
          .isEqualTo(DUPLICATE);
      awaitAllSettled();
      assertThat(xtracker.ledger().calls()).hasSize(1);
      assertThat(tracking.conflicts()).isEmpty();
    }

    @Test
    void withAnotherAmountIsAConflictThatIsShown() {
      pay("25");
      assertThat(tracking.user(ANN).deposit("99", "USD", "7").outcome()).isEqualTo(CONFLICT);
      pay("99");
      assertThat(tracking.conflicts())
          .containsExactly(
              new Conflict("deposit", "dep-7", "25.00 USD", "99.00 USD", clock.instant()));
    }

    @Test
    void withAnotherAmountMovesRevenueOnce() {
      pay("25");
      awaitAllSettled();
      pay("99");
      tracking.user(BOB).deposit("25", "EUR", "7");
      awaitAllSettled();
      assertThat(xtracker.ledger().revenue("USD")).isEqualByComparingTo("25");
      assertThat(xtracker.ledger().revenue("EUR")).isEqualByComparingTo("0");
      assertThat(books()).isEqualTo(new Books(1, 0, 1, 0, 0, 0));
    }
  }

  @Nested
  class AnAttemptWhoseAnswerWasLost {
    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"RESET_AFTER_RECORDING", "HALF_BODY_AFTER_RECORDING"})
    void leadsToADuplicateAndRevenueOnce(Fault fault) {
      xtracker.failNext(1, fault);
      pay("25");
      stepUntilAllSettled();
      assertThat(recorded(ANN, "dep-7").state()).isEqualTo(State.DUPLICATE);
      assertThat(xtracker.ledger().revenue("USD")).isEqualByComparingTo("25");
      assertThat(xtracker.ledger().duplicates()).isOne();
    }
  }

  @Nested
  class ARetry {
    private void failTwice() {
      xtracker.failNext(1, Fault.INTERNAL_500);
      xtracker.failNext(1, Fault.RESET_BEFORE_RECORDING);
    }

    @Test
    void isTheSameBytes() {
      tracking.bind(ANN, "abc");
      awaitAllSettled();
      failTwice();
      pay("25");
      stepUntilAllSettled();
      assertThat(xtracker.ledger().callsWithEid("dep-7"))
          .hasSize(3)
          .extracting(ReceivedCall::body)
          .containsOnly(xtracker.ledger().callsWithEid("dep-7").get(0).body());
    }

    @Test
    void keepsItsTimeWhereverTheClockJumps() {
      long happened = now();
      failTwice();
      pay("25");
      await(() -> xtracker.ledger().calls().size() == 1);
      clock.advance(Duration.ofDays(400));
      await(this::triedTwice);
      clock.advance(Duration.ofDays(-800));
      stepUntilAllSettled();
      assertThat(xtracker.ledger().events())
          .extracting(RecordedEvent::occurredAtMs)
          .containsExactly(happened);
    }

    /** The answer to the first try may come only after the jump: then it backs off from there. */
    private boolean triedTwice() {
      clock.advance(Duration.ofSeconds(1));
      tracking.wake();
      return xtracker.ledger().calls().size() >= 2;
    }

    @Test
    void isTheSameBytesAfterARestart() {
      xtracker.fail(Fault.UNAVAILABLE_503);
      pay("25");
      await(() -> xtracker.ledger().calls().size() == 1);
      tracking.close();
      xtracker.heal();
      clock.advance(Duration.ofDays(1));
      restart(builder());
      stepUntilAllSettled();
      assertThat(xtracker.ledger().callsWithEid("dep-7"))
          .hasSizeGreaterThan(1)
          .extracting(ReceivedCall::body)
          .containsOnly(xtracker.ledger().callsWithEid("dep-7").get(0).body());
    }
  }
}
