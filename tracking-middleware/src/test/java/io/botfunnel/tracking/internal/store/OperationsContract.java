package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.operations.TimeSlice;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What operators may ask, whatever database holds it. */
public abstract class OperationsContract extends OperationsStage {
  @Nested
  class TheFunnel {
    private Funnel hour() {
      return operations.funnel(Period.HOUR);
    }

    @Test
    void countsEachStepOnceAndZeroesForTheRest() {
      bind(ANN, "abc");
      contact(ANN);
      contact(ANN);
      deposit(ANN, "1", "25.00", "USD");
      deposit(ANN, "2", "10.00", "USD");
      assertThat(hour().counts())
          .containsOnly(
              entry(Step.STARTED, 1L),
              entry(Step.MATCHED, 0L),
              entry(Step.UNMATCHED, 0L),
              entry(Step.CONTACT, 1L),
              entry(Step.SUBSCRIBED, 0L),
              entry(Step.REGISTRATION, 0L),
              entry(Step.FIRST_DEPOSIT, 1L),
              entry(Step.DEPOSIT, 2L),
              entry(Step.REFUND, 0L),
              entry(Step.BLOCKED, 0L),
              entry(Step.UNBLOCKED, 0L));
    }

    @Test
    void tellsWhetherTheTrackerKnowsTheClick() {
      bind(ANN, "known");
      bind(BOB, "unknown");
      answer(
          entry ->
              entry.key().endsWith("-known")
                  ? Settlement.delivered(entry)
                  : Settlement.delivered(entry, "unmatched"));
      assertThat(hour().counts()).containsEntry(Step.MATCHED, 1L).containsEntry(Step.UNMATCHED, 1L);
      assertThat(operations.unmatched(9))
          .extracting(Recorded::uid, Recorded::telegramUserId)
          .containsExactly(tuple("unknown", 2L));
    }

    @Test
    void tellsSoOfABindThatWasFiledBeforeItsAnswer() {
      bind(ANN, "unknown");
      reopen();
      answer(entry -> Settlement.delivered(entry, "unmatched"));
      assertThat(hour().counts()).containsEntry(Step.STARTED, 1L).containsEntry(Step.UNMATCHED, 1L);
    }

    @Test
    void neverSumsCurrencies() {
      deposit(ANN, "1", "25.00", "USD");
      deposit(ANN, "2", "10.00", "USD");
      deposit(BOB, "3", "7", "JPY");
      assertThat(hour().revenue())
          .containsExactly(
              new Revenue("JPY", 1, new BigDecimal("7"), 0, BigDecimal.ZERO),
              new Revenue("USD", 1, new BigDecimal("25"), 1, new BigDecimal("10")));
    }

    @Test
    void showsAmountsInTheDigitsOfTheirCurrency() {
      deposit(ANN, "1", "25", "USD");
      deposit(BOB, "2", "7", "JPY");
      assertThat(hour().revenue())
          .extracting(revenue -> revenue.amount().toString())
          .containsExactly("7", "25.00");
    }

    @Test
    void showsThePeriodBeforeBesideIt() {
      contact(ANN);
      operations.funnel(Period.HOUR);
      clock.advance(Duration.ofHours(1));
      contact(BOB);
      assertThat(hour().counts()).containsEntry(Step.CONTACT, 1L);
      assertThat(hour().before()).containsEntry(Step.CONTACT, 1L);
      clock.advance(Duration.ofHours(2));
      assertThat(hour().counts()).containsEntry(Step.CONTACT, 0L);
    }

    @Test
    void runsThroughThePeriodSpanBySpan() {
      contact(ANN);
      List<TimeSlice> slices = hour().slices();
      assertThat(slices).hasSize(60);
      assertThat(slices.get(0).from()).isEqualTo(Instant.parse("2026-11-24T09:31:00Z"));
      assertThat(slices.get(59).counts()).containsOnly(entry(Step.CONTACT, 1L));
      assertThat(operations.funnel(Period.MONTH).slices()).hasSize(30);
    }

    @Test
    void isTheSameAfterARestart() {
      bind(ANN, "abc");
      deposit(ANN, "1", "25.00", "USD");
      var counts = hour().counts();
      reopen();
      assertThat(hour().counts()).isEqualTo(counts);
      deposit(ANN, "2", "25.00", "USD");
      assertThat(hour().counts()).containsEntry(Step.FIRST_DEPOSIT, 1L);
    }
  }

  @Nested
  class StalledSteps {
    private void contactsEveryMinute(int times) {
      for (int i = 0; i < times; i++) {
        bind(new UserId(100 + i), "uid" + i);
        clock.advance(Duration.ofMinutes(1));
      }
    }

    @Test
    void areReportedAfterFiveTimesTheUsualGap() {
      contactsEveryMinute(30);
      assertThat(operations.stalledSteps()).isEmpty();
      clock.advance(Duration.ofMinutes(60));
      assertThat(operations.stalledSteps())
          .extracting(StalledStep::step)
          .containsExactly(Step.STARTED);
    }

    @Test
    void lastWhenTheMinutesAreNoLongerKept() {
      contactsEveryMinute(30);
      clock.advance(Duration.ofHours(12));
      // A pass of the purging begins within an idle tenth of a second.
      Awaitility.await()
          .during(Duration.ofMillis(400))
          .until(() -> operations.stalledSteps().size() == 1);
    }

    @Test
    void endWithTheNextOne() {
      contactsEveryMinute(30);
      clock.advance(Duration.ofMinutes(60));
      bind(ANN, "abc");
      assertThat(operations.stalledSteps()).isEmpty();
    }

    @Test
    void areNotReportedOfWhatSeldomCame() {
      contactsEveryMinute(9);
      clock.advance(Duration.ofDays(2));
      assertThat(operations.stalledSteps()).isEmpty();
    }
  }

  @Nested
  class AList {
    @Test
    void isNewestFirstAndGoesOnWhereItEnded() {
      contact(ANN);
      contact(BOB);
      deposit(ANN, "1", "25.00", "USD");
      EntryPage first = operations.list(Filter.ALL, Long.MAX_VALUE, 2);
      assertThat(first.entries()).extracting(Recorded::eid).containsExactly("dep-1", "contact-2");
      EntryPage rest = operations.list(Filter.ALL, next(first.next()), 2);
      assertThat(rest.entries()).extracting(Recorded::eid).containsExactly("contact-1");
      assertThat(rest.next()).isNull();
    }

    @Test
    void saysAllThatAnOperatorAsks() {
      bind(ANN, "abc");
      deposit(ANN, "1", "25.00", "USD");
      refuseAll("invalid_value");
      assertThat(
              operations.list(Filter.ALL.withEid("deposit", "dep-1"), Long.MAX_VALUE, 9).entries())
          .singleElement()
          .satisfies(
              deposit -> {
                assertThat(deposit.telegramUserId()).isEqualTo(1L);
                assertThat(deposit.uid()).isEqualTo("abc");
                assertThat(deposit.amount()).isEqualTo("25.00 USD");
                assertThat(deposit.state()).isEqualTo(State.REFUSED);
                assertThat(deposit.reason()).isEqualTo("invalid_value");
                assertThat(deposit.settledAt()).isEqualTo(clock.instant());
              });
    }

    @Test
    void keepsToItsFilter() {
      bind(ANN, "abc");
      contact(ANN);
      contact(BOB);
      answer(
          entry ->
              entry.key().endsWith("contact-2")
                  ? Settlement.refused(entry, "HTTP 400: Bad")
                  : Settlement.delivered(entry));
      assertThat(eids(Filter.ALL.in(State.REFUSED))).containsExactly("contact-2");
      assertThat(eids(Filter.ALL.in(State.DELIVERED))).containsExactly("contact-1", "bind-1-abc");
      assertThat(eids(Filter.ALL.of(2))).containsExactly("contact-2");
      assertThat(eids(Filter.ALL.withUid("abc"))).containsExactly("contact-1", "bind-1-abc");
      assertThat(eids(Filter.ALL.withUid("nobodys"))).isEmpty();
      assertThat(eids(Filter.ALL.of(1).withEid("contact", "contact-2"))).isEmpty();
      assertThat(eids(new Filter(Topic.OUTBOX, null, null, null, null, null, "bad")))
          .containsExactly("contact-2");
      assertThat(eids(new Filter(Topic.OUTBOX, null, "bind", null, null, null, null)))
          .containsExactly("bind-1-abc");
      assertThat(eids(new Filter(Topic.OUTBOX, null, null, "contact-1", null, null, null)))
          .containsExactly("contact-1");
    }

    @Test
    void ofOneShowsWhatIsSent() {
      contact(ANN);
      assertThat(operations.show(Topic.OUTBOX, "contact", "contact-1"))
          .hasValueSatisfying(whole -> assertThat(whole.body()).startsWith("contact contact-1"));
      assertThat(operations.show(Topic.OUTBOX, "deposit", "contact-1")).isEmpty();
    }

    @Test
    void ofUidsHasTheCurrentOneFirst() {
      bind(ANN, "old");
      bind(ANN, "new");
      assertThat(operations.uidsOf(1)).containsExactly("new", "old");
      assertThat(operations.userOf("old")).contains(1L);
    }
  }

  @Nested
  class TheOldestThatWaits {
    @Test
    void isKnownWhetherItIsFiledOrNot() {
      Instant then = clock.instant();
      contact(ANN);
      assertThat(operations.oldestWaiting()).contains(then);
      clock.advance(Duration.ofMinutes(5));
      reopen();
      contact(BOB);
      assertThat(operations.oldestWaiting()).contains(then);
      answer(Settlement::delivered);
      assertThat(operations.oldestWaiting()).isEmpty();
    }
  }

  @Nested
  class ATestDeposit {
    private Funnel hour() {
      return operations.funnel(Period.HOUR);
    }

    @Test
    void saysThatItIsOne() {
      Receipt receipt = operations.recordTest(ANN, Money.of("1", "USD"), "a", WHO);
      assertThat(receipt.eid().value()).isEqualTo("dep-test-a");
      assertThat(claim()).extracting(Entry::key).containsExactly("deposit/dep-test-a");
      assertThat(operations.audit(9))
          .extracting(AuditEntry::what)
          .containsExactly("recorded a test deposit: dep-test-a");
      assertThat(operations.list(Filter.ALL, Long.MAX_VALUE, 9).entries())
          .extracting(Recorded::amount)
          .containsExactly("1.00 USD test");
    }

    @Test
    void isInTheBooksButInNoFunnelAndInNoRevenue() {
      operations.recordTest(ANN, Money.of("1", "USD"), "a", WHO);
      deposit(ANN, "real", "25.00", "USD");
      answer(Settlement::delivered);
      assertThat(operations.books(Topic.OUTBOX).accepted()).isEqualTo(2);
      assertThatTheBooksBalance();
      assertThat(hour().counts())
          .containsEntry(Step.DEPOSIT, 1L)
          .containsEntry(Step.FIRST_DEPOSIT, 1L);
      assertThat(hour().revenue())
          .extracting(revenue -> revenue.first() + " " + revenue.amount().stripTrailingZeros())
          .containsExactly("1 25");
    }

    @Test
    void staysATestWhenItIsSentAgain() {
      operations.recordTest(ANN, Money.of("1", "USD"), "a", WHO);
      refuseAll("invalid");
      operations.retry(Filter.ALL, Long.MAX_VALUE, WHO);
      answer(Settlement::delivered);
      assertThat(hour().revenue()).isEmpty();
    }

    @Test
    void isNoDuplicateOfARealDepositThatIsCalledLikeIt() {
      operations.recordTest(ANN, Money.of("1", "USD"), "a", WHO);
      Receipt real = deposit(ANN, "test-a", "1", "USD");
      assertThat(real.outcome()).isEqualTo(Receipt.Outcome.CONFLICT);
      assertThat(operations.conflicts(9)).extracting("kept").containsExactly("1.00 USD test");
    }
  }
}
