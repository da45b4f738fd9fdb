package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What operators may do, whatever database holds it. */
public abstract class OperatorChangesContract extends OperationsStage {
  @Nested
  class SendingAgain {
    @Test
    void letsAllThatAreMeantWaitAgainInTheirOrder() {
      contact(ANN);
      deposit(ANN, "1", "25.00", "USD");
      contact(BOB);
      refuseAll("invalid_value");
      BulkResult mended = operations.retry(Filter.ALL.of(1), Long.MAX_VALUE, WHO);
      assertThat(mended).isEqualTo(new BulkResult(2, 0, null));
      assertThat(eids(Filter.ALL.in(State.REFUSED))).containsExactly("contact-2");
      assertThat(claim()).extracting(Entry::key).containsExactly("contact/contact-1");
      assertThatTheBooksBalance();
    }

    @Test
    void leavesWhatWasDelivered() {
      contact(ANN);
      answer(Settlement::delivered);
      assertThat(operations.retry(Filter.ALL, Long.MAX_VALUE, WHO).changed()).isZero();
      assertThat(operations.audit(9)).isEmpty();
    }

    @Test
    void goesOnStepByStep() {
      IntStream.range(0, 250).forEach(i -> contact(new UserId(1_000 + i)));
      refuseAll("invalid_value");
      BulkResult first = operations.retry(Filter.ALL.in(State.REFUSED), Long.MAX_VALUE, WHO);
      assertThat(first.changed()).isEqualTo(200);
      BulkResult second = operations.retry(Filter.ALL.in(State.REFUSED), next(first.next()), WHO);
      assertThat(second).isEqualTo(new BulkResult(50, 0, null));
      assertThat(operations.books(Topic.OUTBOX).waiting()).isEqualTo(250);
      assertThatTheBooksBalance();
    }

    @Test
    void leavesAnAuditLine() {
      contact(ANN);
      refuseAll("invalid_value");
      operations.retry(Filter.ALL.in(State.REFUSED), Long.MAX_VALUE, "console");
      assertThat(operations.audit(9))
          .containsExactly(
              new AuditEntry(clock.instant(), "console", "sent again: 1 of outbox state=refused"));
    }
  }

  @Nested
  class Erasing {
    @Test
    void ofTheFirstThatWaitsLetsTheNextOneGo() {
      contact(ANN);
      deposit(ANN, "1", "25.00", "USD");
      reopen();
      operations.erase(Filter.ALL.withEid("contact", "contact-1"), Long.MAX_VALUE, WHO);
      assertThat(claim()).extracting(Entry::key).containsExactly("deposit/dep-1");
      assertThat(operations.show(Topic.OUTBOX, "contact", "contact-1").orElseThrow().body())
          .isNull();
      assertThatTheBooksBalance();
    }

    @Test
    void ofOneBehindTheOneOnItsWayIsNotSent() {
      contact(ANN);
      deposit(ANN, "1", "25.00", "USD");
      deposit(ANN, "2", "25.00", "USD");
      reopen();
      List<Entry> first = claim();
      operations.erase(Filter.ALL.withEid("deposit", "dep-1"), Long.MAX_VALUE, WHO);
      lanes.settle(first.stream().map(Settlement::delivered).toList()).join();
      assertThat(claim()).extracting(Entry::key).containsExactly("deposit/dep-2");
      assertThatTheBooksBalance();
    }

    @Test
    void leavesWhatIsOnItsWay() {
      contact(ANN);
      reopen();
      List<Entry> onItsWay = claim();
      BulkResult mended = operations.erase(Filter.ALL, Long.MAX_VALUE, WHO);
      assertThat(mended).isEqualTo(new BulkResult(0, 1, null));
      lanes.settle(onItsWay.stream().map(Settlement::delivered).toList()).join();
      assertThat(operations.books(Topic.OUTBOX).delivered()).isEqualTo(1);
      assertThatTheBooksBalance();
    }

    @Test
    void ofTheLastOfALaneLeavesNothingThatWaits() {
      contact(ANN);
      operations.erase(Filter.ALL, Long.MAX_VALUE, WHO);
      assertThat(operations.oldestWaiting()).isEmpty();
      assertThat(lanes.nextDue(Topic.OUTBOX).join()).isEmpty();
      assertThat(operations.books(Topic.OUTBOX).erased()).isEqualTo(1);
      contact(BOB);
      assertThat(claim()).hasSize(1);
    }

    @Test
    void ofWhatWasRefusedIsCountedAndForGood() {
      contact(ANN);
      refuseAll("invalid_value");
      operations.erase(Filter.ALL.in(State.REFUSED), Long.MAX_VALUE, WHO);
      assertThat(operations.retry(Filter.ALL, Long.MAX_VALUE, WHO).changed()).isZero();
      assertThat(operations.books(Topic.OUTBOX).erased()).isEqualTo(1);
      assertThat(eids(Filter.ALL.in(State.REFUSED))).isEmpty();
      assertThatTheBooksBalance();
    }

    @Test
    void isPurgedAfterItsTime() {
      contact(ANN);
      operations.erase(Filter.ALL, Long.MAX_VALUE, WHO);
      clock.advance(Duration.ofDays(8));
      await().untilAsserted(() -> assertThat(eids(Filter.ALL)).isEmpty());
      assertThatTheBooksBalance();
    }

    @Test
    void keepsTheKeyKnown() {
      deposit(ANN, "1", "25.00", "USD");
      operations.erase(Filter.ALL, Long.MAX_VALUE, WHO);
      assertThat(deposit(ANN, "1", "25.00", "USD").outcome()).isEqualTo(Receipt.Outcome.DUPLICATE);
    }
  }

  @Nested
  class AnErasedPerson {
    @Test
    void isNowhereToBeFound() {
      UserId user = new UserId(987_654_321);
      bind(user, "secretuid");
      deposit(user, "secrettx", "25.00", "USD");
      bind(BOB, "secretuid");
      answer(Settlement::delivered);
      contact(user);
      ErasureResult erased = operations.erasePerson(user.value(), WHO);
      assertThat(erased).isEqualTo(new ErasureResult(3, 1, 0));
      assertThat(operations.userOf("secretuid")).isEmpty();
      assertThat(operations.uidsOf(user.value())).isEmpty();
      assertThat(operations.conflicts(9)).isEmpty();
      assertThat(eids(Filter.ALL.of(user.value()))).isEmpty();
      assertThat(claim()).isEmpty();
      assertThatTheBooksBalance();
    }

    @Test
    void isStillCountedOnce() {
      deposit(ANN, "1", "25.00", "USD");
      operations.erasePerson(1, WHO);
      assertThat(deposit(ANN, "1", "25.00", "USD").outcome()).isEqualTo(Receipt.Outcome.DUPLICATE);
      assertThat(operations.books(Topic.OUTBOX).erased()).isEqualTo(1);
    }

    @Test
    void isErasedOnceTheirEventIsNotInFlightAnyMore() {
      bind(ANN, "abc");
      reopen();
      List<Entry> onItsWay = claim();
      assertThat(operations.erasePerson(1, WHO)).isEqualTo(new ErasureResult(0, 0, 1));
      assertThat(operations.userOf("abc")).contains(1L);
      lanes.settle(onItsWay.stream().map(Settlement::delivered).toList()).join();
      assertThat(operations.erasePerson(1, WHO)).isEqualTo(new ErasureResult(1, 1, 0));
    }

    @Test
    void leavesOthersAlone() {
      contact(ANN);
      contact(BOB);
      operations.erasePerson(1, WHO);
      assertThat(claim()).extracting(Entry::key).containsExactly("contact/contact-2");
    }
  }
}
