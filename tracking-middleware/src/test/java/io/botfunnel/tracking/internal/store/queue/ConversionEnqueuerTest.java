package io.botfunnel.tracking.internal.store.queue;

import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static io.botfunnel.tracking.event.Receipt.Outcome.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.Webhook;
import io.botfunnel.tracking.internal.conversion.ConversionCodec;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.operations.EntryDetail;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionEnqueuerTest {
  private static final UserId ANN = new UserId(1);
  private static final ClickId CLICK = new ClickId("click");
  private static final Money MONEY = Money.of("25", "USD");

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private Store store;

  @BeforeEach
  void start() {
    open(true);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private void open(boolean deliversConversions) {
    store =
        Store.open(
            folder.resolve("outbox").toString(),
            new PlainWire(),
            Attribution.LAST_CLICK,
            Retention.DEFAULT,
            deliversConversions,
            clock);
  }

  private Outcome record(Recordable happening) {
    return store.intake().record(List.of(happening)).join().get(0).outcome();
  }

  private Conversion deposit(String transactionId) {
    return Conversion.deposit(ANN, transactionId, MONEY, clock.instant());
  }

  private Outcome webhook(
      String eventId, @Nullable ClickId uid, @Nullable UserId user, Instant at) {
    return record(Webhook.of(eventId, EventName.DEPOSIT, uid, user, MONEY, at));
  }

  private List<Conversion> enqueued() {
    return store.lanes().claim(Topic.CONVERSIONS, 100).join().stream()
        .map(Entry::body)
        .map(ConversionCodec::read)
        .toList();
  }

  private long waiting() {
    return store.lanes().books(Topic.CONVERSIONS).waiting();
  }

  @Test
  void eachIsFoundByItsKindAndEidWhereverItCameFrom() {
    record(deposit("7"));
    record(deposit("8")); // in the same millisecond
    webhook("evt_1", CLICK, null, clock.instant());

    Filter all = new Filter(Topic.CONVERSIONS, null, null, null, null, null, null);
    List<Recorded> listed = store.operations().list(all, Long.MAX_VALUE, 10).entries();
    assertThat(listed)
        .hasSize(3)
        .allSatisfy(
            one ->
                assertThat(store.operations().show(Topic.CONVERSIONS, one.kind(), one.eid()))
                    .map(EntryDetail::entry)
                    .contains(one));
  }

  @Nested
  class WhatIsRecorded {
    @Test
    void isEnqueuedOnceAsItWasRecorded() {
      Conversion deposit = deposit("7");
      record(deposit);
      record(deposit);
      assertThat(enqueued()).containsExactly(deposit);
    }

    @Test
    void isEnqueuedAsTheClicksWhereItsUserIsNotKnown() {
      Conversion registration = Conversion.registration(CLICK, "trader", clock.instant());
      record(registration);
      assertThat(enqueued()).containsExactly(registration);
    }

    @Test
    void isEnqueuedThoughAnotherOfTheUserHappenedInTheSameMillisecond() {
      record(deposit("7"));
      record(deposit("8"));
      assertThat(waiting()).isEqualTo(2);
    }

    @Test
    void isNotABind() {
      record(new Bind(ANN, CLICK, clock.instant()));
      assertThat(waiting()).isZero();
    }

    @Test
    void isNotEnqueuedIfTheBotDoesNotWantIt() {
      store.close();
      open(false);
      record(deposit("7"));
      assertThat(store.lanes().books(Topic.CONVERSIONS).accepted()).isZero();
    }

    @Test
    void isEnqueuedAfterARestart() {
      record(deposit("7"));
      store.close();
      open(true);
      assertThat(enqueued()).extracting(c -> c.eid().value()).containsExactly("dep-7");
    }
  }

  @Nested
  class XtrackersWebhook {
    @Test
    void ofOurOwnEventIsADuplicate() {
      record(new Bind(ANN, CLICK, clock.instant()));
      record(deposit("7"));
      assertThat(webhook("e1", CLICK, ANN, clock.instant())).isEqualTo(DUPLICATE);
      assertThat(webhook("e1", CLICK, null, clock.instant())).isEqualTo(DUPLICATE);
      assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void ofATestDepositIsNotEnqueuedEither() {
      store.operations().recordTest(ANN, MONEY, "a", "test");
      assertThat(webhook("e1", null, ANN, clock.instant())).isEqualTo(DUPLICATE);
      assertThat(enqueued()).isEmpty();
    }

    @Test
    void ofOursThatWasReportedBeforeTheClickWasBoundIsADuplicate() {
      Instant at = clock.instant();
      record(Conversion.deposit(CLICK, "7", MONEY, at));
      clock.advance(Duration.ofSeconds(5));
      record(new Bind(ANN, CLICK, clock.instant()));
      assertThat(webhook("e1", CLICK, ANN, at)).isEqualTo(DUPLICATE);
    }

    @Test
    void ofAUserWhomWeReportedWithoutAClickIsADuplicate() {
      record(deposit("7"));
      assertThat(webhook("e1", new ClickId("later"), ANN, clock.instant())).isEqualTo(DUPLICATE);
    }

    @Test
    void ofWhatWeDidNotReportIsEnqueuedOnceAndNeverSent() {
      record(new Bind(ANN, CLICK, clock.instant()));
      Instant at = clock.instant().minusSeconds(60);
      assertThat(webhook("e1", CLICK, ANN, at)).isEqualTo(QUEUED);
      assertThat(webhook("e1", CLICK, ANN, at)).isEqualTo(DUPLICATE);
      assertThat(store.lanes().books(Topic.OUTBOX).accepted()).as("the bind alone").isEqualTo(1);
      assertThat(enqueued()).extracting(c -> c.eid().value()).containsExactly("xtracker-e1");
    }

    @Test
    void ofAnotherEventAtTheSameTimeIsNotOurs() {
      record(Conversion.contact(ANN, clock.instant()));
      assertThat(webhook("e1", null, ANN, clock.instant())).isEqualTo(QUEUED);
    }

    @Test
    void isKnownByAnyIdThatXtrackerMayChoose() {
      String odd = "id with spaces, ümlauts and " + "a great many characters ".repeat(20);
      assertThat(webhook(odd, CLICK, null, clock.instant())).isEqualTo(QUEUED);
      assertThat(webhook(odd, CLICK, null, clock.instant())).isEqualTo(DUPLICATE);
      assertThat(webhook(odd + "!", CLICK, null, clock.instant())).isEqualTo(QUEUED);
    }

    @Test
    void withNobodyToTellWaitsForNobody() {
      store.close();
      open(false);
      assertThat(webhook("e1", CLICK, ANN, clock.instant())).isEqualTo(QUEUED);
      assertThat(webhook("e1", CLICK, ANN, clock.instant())).isEqualTo(DUPLICATE);
      assertThat(waiting()).isZero();
    }
  }

  @Nested
  class WhatIsNoticed {
    private final OperatorEvent refund =
        new OperatorEvent(
            OperatorEvent.Kind.REFUND, ANN, new EventId("charge-1"), "25.00 USD", Instant.EPOCH);

    @Test
    void isInTheTimelineAndTheFunnelAndSentNowhere() {
      record(Conversion.contact(ANN, clock.instant()));
      assertThat(record(refund)).isEqualTo(QUEUED);
      assertThat(record(refund)).isEqualTo(DUPLICATE);
      assertThat(store.timeline(ANN, 9))
          .extracting(Recorded::kind)
          .containsExactly("contact", "refund");
      assertThat(store.operations().funnel(Period.HOUR).counts()).containsEntry(Step.REFUND, 1L);
      assertThat(store.lanes().books(Topic.OUTBOX).accepted()).isEqualTo(1);
      assertThat(store.lanes().books(Topic.OPERATOR_EVENTS).waiting()).isZero();
    }

    @Test
    void isErasedWithItsUser() {
      record(refund);
      record(deposit("7"));
      store.operations().erasePerson(ANN.value(), "test");
      assertThat(store.timeline(ANN, 9)).isEmpty();
      assertThat(waiting()).as("conversions that could still tell of him").isZero();
    }
  }
}
