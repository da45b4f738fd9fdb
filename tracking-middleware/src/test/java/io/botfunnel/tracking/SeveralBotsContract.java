package io.botfunnel.tracking;

import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static io.botfunnel.tracking.event.Receipt.Outcome.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several bots share an outbox, each with a space of its own, and know nothing of each other. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class SeveralBotsContract {
  private static final long ANN = 555_123;
  private static final long BOB = 777_456;
  private static final String SHOP = "shop";

  final SteppingClock clock = new SteppingClock();
  private final XtrackerServer spaceOfFirst = XtrackerServer.start().withClock(clock);
  private final XtrackerServer spaceOfShop = XtrackerServer.start().withClock(clock);
  private Tracking first;
  private Tracking shop;

  /** Of an outbox that does not exist at first, and is the same within a test. */
  abstract String url();

  @BeforeEach
  void start() {
    first = builder(spaceOfFirst).outbox(url()).start();
    shop = builder(spaceOfShop).bot(SHOP).shareOutboxOf(first).start();
  }

  @AfterEach
  void close() {
    first.close();
    shop.close();
    spaceOfFirst.close();
    spaceOfShop.close();
  }

  private TrackingBuilder builder(XtrackerServer space) {
    return Tracking.builder().url(space.url()).bearer(space.bearer()).clock(clock);
  }

  private static Operations of(Tracking bot) {
    return bot.operations();
  }

  private static Books books(Tracking bot) {
    return bot.health().outbox();
  }

  private static void awaitSettled(Tracking bot) {
    Awaitility.await().until(() -> books(bot).waiting() == 0);
  }

  private void stepUntilSettled(Tracking bot) {
    Awaitility.await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              bot.wake();
              return books(bot).waiting() == 0;
            });
  }

  @Nested
  class OneUserInTwoBots {
    @Test
    void hasAUidInEachOfThem() {
      first.bind(ANN, "abc");
      shop.bind(ANN, "xyz");
      assertThat(first.uidOf(ANN)).contains("abc");
      assertThat(shop.uidOf(ANN)).contains("xyz");
      assertThat(shop.userOf("abc")).isEmpty();
      first.user(ANN).contact();
      shop.user(ANN).contact();
      awaitSettled(first);
      awaitSettled(shop);
      assertThat(spaceOfFirst.ledger().binds())
          .extracting(RecordedBind::uid)
          .containsExactly("abc");
      assertThat(spaceOfShop.ledger().binds()).extracting(RecordedBind::uid).containsExactly("xyz");
      assertThat(spaceOfFirst.ledger().events())
          .extracting(RecordedEvent::uid)
          .containsExactly("abc");
      assertThat(spaceOfShop.ledger().events())
          .extracting(RecordedEvent::uid)
          .containsExactly("xyz");
    }

    @Test
    void isReportedByTheOneInWhoseHooksATransactionIsShared() throws SQLException {
      try (Connection connection = shop.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        shop.within(connection).user(ANN).contact();
        first.within(connection).user(BOB).contact();
        connection.commit();
      }
      Awaitility.await().until(() -> books(first).accepted() == 1 && books(shop).accepted() == 1);
      awaitSettled(first);
      awaitSettled(shop);
      assertThat(spaceOfFirst.ledger().events())
          .extracting(RecordedEvent::eid)
          .containsExactly("contact-" + BOB);
      assertThat(spaceOfShop.ledger().events())
          .extracting(RecordedEvent::eid)
          .containsExactly("contact-" + ANN);
    }

    @Test
    void hasATimelineInEachOfThem() {
      first.user(ANN).contact();
      shop.user(ANN).subscribed();
      assertThat(first.timeline(ANN)).extracting(Recorded::kind).containsExactly("contact");
      assertThat(shop.timeline(ANN)).extracting(Recorded::kind).containsExactly("subscribed");
    }

    @Test
    void isForgottenByTheOneThatIsAsked() {
      first.bind(ANN, "abc");
      shop.bind(ANN, "xyz");
      first.user(ANN).contact();
      shop.user(ANN).contact();
      awaitSettled(first);
      awaitSettled(shop);
      assertThat(of(first).erasePerson(ANN, "test").entries()).isEqualTo(2);
      assertThat(first.timeline(ANN)).isEmpty();
      assertThat(first.uidOf(ANN)).isEmpty();
      assertThat(shop.timeline(ANN)).hasSize(2);
      assertThat(shop.uidOf(ANN)).contains("xyz");
      of(shop).erasePerson(ANN, "test");
      assertThat(shop.timeline(ANN)).isEmpty();
      assertThat(of(first).audit(2))
          .extracting(AuditEntry::what)
          .containsExactly("forgot a person of bot shop: 2 entries", "forgot a person: 2 entries");
    }
  }

  @Nested
  class TheSameInBoth {
    @Test
    void isCountedOnceInEach() {
      for (Tracking bot : new Tracking[] {first, shop}) {
        assertThat(bot.user(ANN).deposit("25", "USD", "7").outcome()).isEqualTo(QUEUED);
        assertThat(bot.user(ANN).deposit("25", "USD", "7").outcome()).isEqualTo(DUPLICATE);
      }
      awaitSettled(first);
      awaitSettled(shop);
      assertThat(spaceOfFirst.ledger().revenue("USD")).isEqualByComparingTo("25");
      assertThat(spaceOfShop.ledger().revenue("USD")).isEqualByComparingTo("25");
    }

    @Test
    void isAConflictWhereItContradictsItself() {
      first.user(ANN).deposit("25", "USD", "7");
      shop.user(ANN).deposit("30", "USD", "7");
      assertThat(first.conflicts()).isEmpty();
      assertThat(shop.conflicts()).isEmpty();
      shop.user(ANN).deposit("31", "USD", "7");
      first.bind(ANN, "abc");
      shop.bind(BOB, "abc");
      assertThat(first.conflicts()).isEmpty();
      assertThat(shop.conflicts()).extracting(Conflict::offered).containsExactly("31.00 USD");
    }

    @Test
    void isAFirstDepositInEach() {
      first.user(ANN).deposit("25", "USD", "1");
      first.user(ANN).deposit("5", "USD", "2");
      shop.user(ANN).deposit("30", "EUR", "1");
      awaitSettled(first);
      awaitSettled(shop);
      assertThat(of(first).funnel(Period.DAY).revenue())
          .extracting(Revenue::currency, Revenue::first, Revenue::repeat)
          .containsExactly(tuple("USD", 1L, 1L));
      assertThat(of(shop).funnel(Period.DAY).revenue())
          .extracting(Revenue::currency, Revenue::first, Revenue::repeat)
          .containsExactly(tuple("EUR", 1L, 0L));
    }
  }

  @Nested
  class AnOutageOfOnesTracker {
    @Test
    void doesNotHoldUpTheOther() {
      spaceOfFirst.fail(Fault.INTERNAL_500);
      for (long user = 1; user <= 10; user++) {
        first.user(user).contact();
      }
      Awaitility.await()
          .until(() -> first.health().endpoint().status() == EndpointHealth.Status.PAUSED);
      for (long user = 1; user <= 10; user++) {
        shop.user(user).contact();
      }
      awaitSettled(shop);
      assertThat(spaceOfShop.ledger().events()).hasSize(10);
      assertThat(shop.health().endpoint().status()).isEqualTo(EndpointHealth.Status.RUNNING);
      assertThat(books(first)).isEqualTo(new Books(10, 10, 0, 0, 0, 0));
      assertThat(of(first).oldestWaiting()).isPresent();
      assertThat(of(shop).oldestWaiting()).isEmpty();
      spaceOfFirst.heal();
      stepUntilSettled(first);
      assertThat(spaceOfFirst.ledger().events()).hasSize(10);
    }
  }

  @Nested
  class WhatAnOperatorSees {
    @Test
    void isOfOneBot() {
      first.bind(ANN, "abc");
      shop.user(ANN).contact();
      shop.user(BOB).contact();
      awaitSettled(first);
      awaitSettled(shop);
      assertThat(books(first)).isEqualTo(new Books(1, 0, 1, 0, 0, 0));
      assertThat(books(shop)).isEqualTo(new Books(2, 0, 2, 0, 0, 0));
      assertThat(of(first).funnel(Period.DAY).counts())
          .containsEntry(Step.STARTED, 1L)
          .containsEntry(Step.MATCHED, 1L)
          .containsEntry(Step.CONTACT, 0L);
      assertThat(of(shop).funnel(Period.DAY).counts())
          .containsEntry(Step.STARTED, 0L)
          .containsEntry(Step.MATCHED, 0L)
          .containsEntry(Step.CONTACT, 2L);
      assertThat(of(shop).list(Filter.ALL, Long.MAX_VALUE, 10).entries())
          .extracting(Recorded::telegramUserId)
          .containsExactly(BOB, ANN);
      assertThat(of(first).show(Topic.OUTBOX, "contact", "contact-" + ANN)).isEmpty();
      assertThat(of(shop).show(Topic.OUTBOX, "contact", "contact-" + ANN)).isPresent();
    }

    @Test
    void isMendedInOneBot() {
      spaceOfFirst.fail(Fault.INVALID_EVENT_200);
      spaceOfShop.fail(Fault.INVALID_EVENT_200);
      first.user(ANN).contact();
      shop.user(ANN).contact();
      awaitSettled(first);
      awaitSettled(shop);
      spaceOfFirst.heal();
      spaceOfShop.heal();
      Filter refused = Filter.ALL.in(State.REFUSED);
      assertThat(of(shop).retry(refused, Long.MAX_VALUE, "test").changed()).isEqualTo(1);
      awaitSettled(shop);
      assertThat(books(shop)).isEqualTo(new Books(1, 0, 1, 0, 0, 0));
      assertThat(books(first)).isEqualTo(new Books(1, 0, 0, 0, 1, 0));
      assertThat(of(shop).audit(1).get(0).what()).contains("outbox@shop");
    }

    @Test
    void isThereAfterAStopToo() {
      first.user(ANN).contact();
      shop.user(BOB).contact();
      awaitSettled(first);
      awaitSettled(shop);
      first.close();
      shop.close();
      try (Outbox outbox = Outbox.open(url(), clock)) {
        assertThat(of(outbox, "")).containsExactly(ANN);
        assertThat(of(outbox, SHOP)).containsExactly(BOB);
        assertThat(of(outbox, "nobody")).isEmpty();
      }
    }

    private static List<Long> of(Outbox outbox, String bot) {
      return outbox.operations(bot).list(Filter.ALL, Long.MAX_VALUE, 10).entries().stream()
          .map(Recorded::telegramUserId)
          .toList();
    }

    private static Operations of(Tracking bot) {
      return bot.operations();
    }
  }

  @Nested
  class ABotThatIsClosed {
    @Test
    void leavesTheOutboxToTheOther() {
      first.close();
      first.close();
      shop.user(ANN).contact();
      awaitSettled(shop);
      assertThat(spaceOfShop.ledger().events()).hasSize(1);
    }

    @Test
    void findsWhatWaitedWhenItComesBack() {
      spaceOfShop.fail(Fault.UNAUTHORIZED_401);
      shop.bind(ANN, "xyz");
      shop.user(ANN).contact();
      shop.close();
      spaceOfShop.heal();
      shop = builder(spaceOfShop).bot(SHOP).shareOutboxOf(first).start();
      awaitSettled(shop);
      assertThat(spaceOfShop.ledger().events())
          .extracting(RecordedEvent::uid)
          .containsExactly("xyz");
      assertThat(spaceOfFirst.ledger().calls()).isEmpty();
    }
  }

  @Nested
  class AName {
    @Test
    void isOfOneBotOfAnOutbox() {
      assertThatThrownBy(() -> builder(spaceOfShop).bot(SHOP).shareOutboxOf(first).start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'shop'")
          .hasMessageContaining("Give it another");
      shop.user(ANN).contact();
      awaitSettled(shop);
    }

    @Test
    void keepsItsRule() {
      for (String bad : new String[] {"Shop", "a b", "-a", "a@b", "seventeen-letters", "ä"}) {
        assertThatThrownBy(() -> Tracking.builder().bot(bad))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("1 to 16 characters of a-z 0-9 -")
            .hasMessageContaining("Rename it");
      }
      assertThat(shop.bot()).isEqualTo(SHOP);
      assertThat(first.bot()).isEmpty();
    }

    @Test
    void isTakenInByNoOutboxThatIsClosed() {
      first.close();
      shop.close();
      assertThatThrownBy(() -> builder(spaceOfShop).bot(SHOP).shareOutboxOf(first).start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is closed");
    }
  }

  @Test
  void aDryRunIsThatOfAll() {
    TrackingBuilder dry = builder(spaceOfShop).bot("dry").shareOutboxOf(first).dryRun(true);
    assertThatThrownBy(dry::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tracking.dry-run");
  }
}
