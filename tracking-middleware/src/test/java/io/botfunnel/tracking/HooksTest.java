package io.botfunnel.tracking;

import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static io.botfunnel.tracking.event.Receipt.Outcome.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.ReceivedCall;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedClick;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.xtracker.Click;
import io.botfunnel.tracking.xtracker.XtrackerException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HooksTest extends EndToEndTest {
  @Nested
  class ABody {
    private String only() {
      awaitAllSettled();
      return bodies().get(0);
    }

    @Test
    void ofABindHasTheUserAsANumber() {
      tracking.bind(ANN, "abc");
      assertThat(only()).isEqualTo("{\"uid\":\"abc\",\"tg_id\":555123}");
      assertThat(xtracker.ledger().calls()).extracting(ReceivedCall::path).containsExactly("/bind");
    }

    @Test
    void ofAContact() {
      tracking.user(ANN).contact();
      assertThat(only())
          .isEqualTo(
              "{\"event\":\"contact\",\"eid\":\"contact-555123\",\"occurred_at_ms\":%d}", now());
      assertThat(xtracker.ledger().calls())
          .extracting(ReceivedCall::path, ReceivedCall::contentType)
          .containsExactly(tuple("/events", "application/json"));
    }

    @Test
    void ofASubscription() {
      tracking.user(ANN).subscribed();
      assertThat(only())
          .isEqualTo(
              "{\"event\":\"subscribed\",\"eid\":\"subscribed-555123\",\"occurred_at_ms\":%d}",
              now());
    }

    @Test
    void ofARegistration() {
      tracking.user(ANN).registration("trader-42");
      assertThat(only())
          .isEqualTo(
              "{\"event\":\"registration\",\"eid\":\"trader-42\",\"occurred_at_ms\":%d}", now());
    }

    @Test
    void ofADepositHasItsValueAsAString() {
      tracking.user(ANN).deposit("25", "USD", "7");
      assertThat(only())
          .isEqualTo(
              "{\"event\":\"deposit\",\"value\":\"25.00\",\"currency\":\"USD\",\"eid\":\"dep-7\","
                  + "\"occurred_at_ms\":%d}",
              now());
    }

    @Test
    void hasTheUidOfItsUser() {
      tracking.bind(ANN, "abc");
      tracking.user(ANN).deposit(Money.of(new BigDecimal("500"), "JPY"), "dep-7");
      awaitAllSettled();
      assertThat(bodies().get(1))
          .isEqualTo(
              "{\"event\":\"deposit\",\"uid\":\"abc\",\"value\":\"500\",\"currency\":\"JPY\","
                  + "\"eid\":\"dep-7\",\"occurred_at_ms\":%d}",
              now());
    }

    @Test
    void hasTheUidOfAClickWhoseUserIsNotKnown() {
      tracking.click("abc").contact();
      assertThat(only())
          .isEqualTo(
              "{\"event\":\"contact\",\"uid\":\"abc\",\"eid\":\"contact-fb_abc\","
                  + "\"occurred_at_ms\":%d}",
              now());
    }

    @Test
    void hasTheTimeWhenItHappened() {
      Instant yesterday = clock.instant().minus(Duration.ofDays(1));
      tracking.user(ANN).occurredAt(yesterday).deposit("25", "USD", "7");
      tracking.user(BOB).deposit("25", "USD", "8");
      awaitAllSettled();
      assertThat(xtracker.ledger().events())
          .extracting(RecordedEvent::eid, RecordedEvent::occurredAtMs)
          .containsExactlyInAnyOrder(
              tuple("dep-7", yesterday.toEpochMilli()), tuple("dep-8", now()));
    }
  }

  @Nested
  class AReceipt {
    @Test
    void saysByWhatTheEventIsCounted() {
      assertThat(tracking.user(ANN).deposit("25", "USD", "7"))
          .isEqualTo(new Receipt(QUEUED, new EventId("dep-7")));
      assertThat(tracking.bind(ANN, "abc").eid()).hasToString("bind-555123-abc");
    }

    @Test
    void saysWhatWasReportedBefore() {
      Hooks ann = tracking.user(ANN);
      assertThat(List.of(ann.contact(), ann.subscribed(), ann.registration("t")))
          .allMatch(Receipt::queued);
      clock.advance(Duration.ofDays(30));
      assertThat(List.of(ann.contact(), ann.subscribed(), ann.registration("t")))
          .extracting(Receipt::outcome)
          .containsOnly(DUPLICATE);
      awaitAllSettled();
      assertThat(xtracker.ledger().events()).hasSize(3);
    }
  }

  @Nested
  class AWrongArgument {
    @Test
    void isNamedAndNothingIsRecorded() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tracking.user(ANN).deposit("25,00", "USD", "7"))
          .withMessageStartingWith("amount '25,00'");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tracking.user(ANN).deposit("25", "usd", "7"))
          .withMessageStartingWith("currency 'usd'");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tracking.user(ANN).deposit("25", "USD", " "))
          .withMessageStartingWith("transaction id ' '");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tracking.user(ANN).registration(""))
          .withMessageStartingWith("trader id ''");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tracking.user(-100))
          .withMessageStartingWith("Telegram user id '-100'");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tracking.click("a/b"))
          .withMessageStartingWith("uid 'a/b'");
      assertThat(books().accepted()).isZero();
    }
  }

  @Nested
  class TheOrder {
    private static final int USERS = 40;

    private void reportJourney(long user) {
      tracking.bind(user, "uid-" + user);
      tracking.user(user).contact();
      tracking.user(user).subscribed();
      tracking.user(user).registration("trader-" + user);
      tracking.user(user).deposit("25", "USD", "tx-" + user);
    }

    private List<String> journeyOf(long user) {
      return xtracker.ledger().calls().stream()
          .filter(call -> ("uid-" + user).equals(call.uid()))
          .map(call -> call.eid() == null ? call.path() : call.eid())
          .toList();
    }

    @Test
    void isKeptForEachOfManyUsersWhoReportFromManyThreads() {
      CompletableFuture<?>[] users =
          IntStream.rangeClosed(1, USERS)
              .mapToObj(user -> CompletableFuture.runAsync(() -> reportJourney(user)))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(users).join();
      awaitAllSettled();
      for (long user = 1; user <= USERS; user++) {
        assertThat(journeyOf(user))
            .containsExactly(
                "/bind",
                "contact-" + user,
                "subscribed-" + user,
                "trader-" + user,
                "dep-tx-" + user);
      }
      assertThat(books().delivered()).isEqualTo(USERS * 5L);
      assertThat(xtracker.ledger().revenue("USD")).isEqualByComparingTo("1000");
    }

    @Test
    void isKeptWhileUsersOvertakeEachOther() {
      xtracker.failRandomly(0.2, 42, Fault.INTERNAL_500, Fault.RESET_AFTER_RECORDING);
      for (long user = 1; user <= USERS; user++) {
        reportJourney(user);
      }
      stepUntilAllSettled();
      for (long user = 1; user <= USERS; user++) {
        assertThat(journeyOf(user).stream().distinct())
            .containsExactly(
                "/bind",
                "contact-" + user,
                "subscribed-" + user,
                "trader-" + user,
                "dep-tx-" + user);
      }
      assertThat(xtracker.ledger().events()).hasSize(USERS * 4);
      assertThat(xtracker.ledger().revenue("USD")).isEqualByComparingTo("1000");
      assertThat(books().refused()).isZero();
    }

    @Test
    void putsTheBindBeforeTheUsersEvents() {
      xtracker.failNext(1, Fault.INTERNAL_500);
      reportJourney(ANN);
      stepUntilAllSettled();
      long bound = xtracker.ledger().binds().get(0).order();
      assertThat(xtracker.ledger().events()).allMatch(event -> event.order() > bound);
    }
  }

  @Nested
  class ManyThreads {
    @Test
    void thatReportTheSameDepositLeadToOne() {
      List<Receipt> receipts =
          IntStream.range(0, 64)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> tracking.user(ANN).deposit("25", "USD", "7")))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(receipts).filteredOn(Receipt::queued).hasSize(1);
      awaitAllSettled();
      assertThat(xtracker.ledger().calls()).hasSize(1);
    }

    @Test
    void thatBindTheSameUidLeadToOneOwner() {
      List<Long> owners =
          IntStream.rangeClosed(1, 32)
              .mapToObj(
                  user ->
                      CompletableFuture.supplyAsync(
                          () -> tracking.bind(user, "abc").queued() ? (long) user : 0))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .filter(user -> user > 0)
              .toList();
      assertThat(owners).hasSize(1);
      assertThat(tracking.userOf("abc")).contains(owners.get(0));
      assertThat(tracking.conflicts()).hasSize(10);
    }
  }

  @Nested
  class AClick {
    @Test
    void isRegisteredAtOnceAndBoundLater() {
      xtracker.knowsOnly();
      String uid = tracking.registerClick(new Click("promo", null, "spring", null));
      tracking.bind(ANN, uid);
      awaitAllSettled();
      assertThat(xtracker.ledger().clicks()).extracting(RecordedClick::uid).containsExactly(uid);
      assertThat(xtracker.ledger().binds())
          .extracting(RecordedBind::uid, RecordedBind::tgId, RecordedBind::matched)
          .containsExactly(tuple(uid, ANN, true));
    }

    @Test
    void thatCannotBeRegisteredIsAnErrorThatSaysWhy() {
      xtracker.fail(Fault.INTERNAL_500);
      assertThatExceptionOfType(XtrackerException.class)
          .isThrownBy(() -> tracking.registerClick(new Click(null, null, null, null)))
          .withMessageContaining("HTTP 500");
      assertThat(books().accepted()).isZero();
    }
  }
}
