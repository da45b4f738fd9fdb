package io.botfunnel.tracking;

import static io.botfunnel.tracking.event.Receipt.Outcome.CONFLICT;
import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static io.botfunnel.tracking.event.Receipt.Outcome.QUEUED;
import static io.botfunnel.tracking.outbox.State.DELIVERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Recorded;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AttributionTest extends EndToEndTest {
  private String uidOfDeposit(String transactionId) {
    return xtracker.ledger().event("dep-" + transactionId).map(RecordedEvent::uid).orElse("none");
  }

  private void pay(long user, String transactionId) {
    tracking.user(user).deposit("25", "USD", transactionId);
    awaitAllSettled();
  }

  @Nested
  class TwoUsersWhoTypeTheSameUid {
    @Test
    void areToldApartAndTheSecondIsShown() {
      tracking.bind(ANN, "abc");
      assertThat(tracking.bind(BOB, "abc").outcome()).isEqualTo(CONFLICT);
      assertThat(tracking.conflicts())
          .containsExactly(
              new Conflict("bind", "abc", Long.toString(ANN), Long.toString(BOB), clock.instant()));
      pay(BOB, "7");
      assertThat(uidOfDeposit("7")).isEqualTo("none");
      assertThat(tracking.userOf("abc")).contains(ANN);
      assertThat(xtracker.ledger().binds()).extracting(RecordedBind::tgId).containsExactly(ANN);
    }
  }

  @Nested
  class AUserWhoComesBackWithAnotherUid {
    @Test
    void belongsToTheLastClick() {
      tracking.bind(ANN, "first");
      pay(ANN, "1");
      assertThat(tracking.bind(ANN, "second").outcome()).isEqualTo(QUEUED);
      pay(ANN, "2");
      assertThat(uidOfDeposit("1")).isEqualTo("first");
      assertThat(uidOfDeposit("2")).isEqualTo("second");
      assertThat(xtracker.ledger().binds())
          .extracting(RecordedBind::uid)
          .containsExactly("first", "second");
    }

    @Test
    void belongsToTheFirstClickWhereThatCounts() {
      restart(builder().attribution(Attribution.FIRST_CLICK));
      tracking.bind(ANN, "first");
      assertThat(tracking.bind(ANN, "second").outcome()).isEqualTo(DUPLICATE);
      pay(ANN, "2");
      assertThat(uidOfDeposit("2")).isEqualTo("first");
      assertThat(xtracker.ledger().binds()).extracting(RecordedBind::uid).containsExactly("first");
      assertThat(tracking.uidOf(ANN)).contains("first");
    }

    @Test
    void keepsTheUidOfWhatHappenedBeforeHoweverLateItIsSent() {
      xtracker.fail(Fault.INTERNAL_500);
      tracking.bind(ANN, "first");
      tracking.user(ANN).deposit("25", "USD", "1");
      tracking.bind(ANN, "second");
      clock.advance(Duration.ofHours(1));
      xtracker.heal();
      stepUntilAllSettled();
      assertThat(uidOfDeposit("1")).isEqualTo("first");
    }
  }

  @Nested
  class AnEventOfAClick {
    @Test
    void isItsUsersOnceTheUserIsKnown() {
      tracking.bind(ANN, "abc");
      tracking.click("abc").contact();
      assertThat(tracking.timeline(ANN)).extracting(Recorded::eid).contains("contact-555123");
      awaitAllSettled();
      assertThat(xtracker.ledger().event("contact-555123").map(RecordedEvent::uid)).contains("abc");
    }

    @Test
    void isCountedOnceWhetherItsUserWasKnownOrNot() {
      tracking.click("abc").contact();
      tracking.bind(ANN, "abc");
      assertThat(tracking.user(ANN).contact().outcome()).isEqualTo(DUPLICATE);
      awaitAllSettled();
      assertThat(xtracker.ledger().events("contact")).hasSize(1);
    }
  }

  @Nested
  class ABind {
    @Test
    void thatTheTrackerDoesNotMatchIsShown() {
      xtracker.knowsOnly("other");
      tracking.bind(ANN, "abc");
      awaitAllSettled();
      assertThat(tracking.timeline(ANN))
          .extracting(Recorded::kind, Recorded::state, Recorded::reason)
          .containsExactly(tuple("bind", DELIVERED, "unmatched"));
    }

    @Test
    void isMadeOnceHoweverOftenTheUserStarts() {
      tracking.bind(ANN, "abc");
      clock.advance(Duration.ofDays(1));
      assertThat(tracking.bind(ANN, "abc").outcome()).isEqualTo(DUPLICATE);
      awaitAllSettled();
      assertThat(xtracker.ledger().calls()).hasSize(1);
    }
  }
}
