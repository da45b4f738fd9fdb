package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.xtracker.Click;
import io.botfunnel.tracking.xtracker.XtrackerException;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LifecycleTest extends EndToEndTest {
  @Nested
  class ARestart {
    @Test
    void deliversWhatWaited() {
      xtracker.fail(Fault.UNAVAILABLE_503);
      LongStream.rangeClosed(1, 20).forEach(user -> tracking.user(user).contact());
      restart(builder());
      assertThat(books().waiting()).isEqualTo(20);
      xtracker.heal();
      stepUntilAllSettled();
      assertThat(xtracker.ledger().events()).hasSize(20);
      assertThat(books()).isEqualTo(new Books(20, 0, 20, 0, 0, 0));
    }

    @Test
    void remembersWhoCameFromWhichClickAndWhatWasCounted() {
      tracking.bind(ANN, "abc");
      tracking.user(ANN).deposit("25", "USD", "1");
      awaitAllSettled();
      restart(builder());
      assertThat(tracking.user(ANN).deposit("25", "USD", "1").queued()).isFalse();
      tracking.user(ANN).deposit("25", "USD", "2");
      awaitAllSettled();
      assertThat(xtracker.ledger().events("deposit"))
          .extracting(RecordedEvent::uid)
          .containsExactly("abc", "abc");
    }
  }

  @Nested
  class ABuilder {
    @Test
    void thatIsUsedAgainChangesNothingOfWhatRuns() {
      TrackingBuilder builder = builder();
      restart(builder);
      List<String> needed = tracking.neededUpdates();
      builder
          .bot("shop")
          .outbox(folder.resolve("second"))
          .subscribedChats(List.of("@mychannel"))
          .dryRun(true);
      try (Tracking second = builder.start()) {
        assertThat(second.bot()).isEqualTo("shop");
        assertThat(second.health().dryRun()).isTrue();
        assertThat(second.neededUpdates()).isNotEqualTo(needed);
        assertThat(tracking.bot()).isEmpty();
        assertThat(tracking.health().dryRun()).isFalse();
        assertThat(tracking.neededUpdates()).isEqualTo(needed);
        tracking.user(ANN).contact();
        awaitAllSettled();
        assertThat(xtracker.ledger().events()).hasSize(1);
      }
    }
  }

  @Nested
  class Closing {
    @Test
    void mayBeDoneTwice() {
      tracking.close();
      tracking.close();
    }

    @Test
    void waitsForWhatIsInFlight() {
      xtracker.holdAnswers();
      tracking.user(ANN).contact();
      await(() -> xtracker.inFlight() == 1);
      Thread closing = new Thread(tracking::close);
      closing.start();
      xtracker.releaseAnswers();
      await(() -> !closing.isAlive());
      restart(builder());
      assertThat(recorded(ANN, "contact-" + ANN).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void countsNoAttemptThatItCutShort() {
      xtracker.holdAnswers();
      LongStream.rangeClosed(1, 20).forEach(user -> tracking.user(user).contact());
      await(() -> xtracker.inFlight() == 20);
      tracking.close();
      xtracker.releaseAnswers();
      tracking = builder().start();
      stepUntilAllSettled();
      assertThat(LongStream.rangeClosed(1, 20))
          .allSatisfy(user -> assertThat(recorded(user, "contact-" + user).attempts()).isZero());
      assertThat(xtracker.ledger().events()).hasSize(20);
    }

    @Test
    void makesEveryHookSayThatTheOutboxIsClosed() {
      Hooks ann = tracking.user(ANN);
      tracking.close();
      assertThatExceptionOfType(OutboxUnavailableException.class)
          .isThrownBy(ann::contact)
          .withMessage("The outbox is closed: tracking was stopped.");
      assertThatExceptionOfType(OutboxUnavailableException.class)
          .isThrownBy(() -> tracking.bind(ANN, "abc"));
      assertThatExceptionOfType(OutboxUnavailableException.class)
          .isThrownBy(() -> tracking.timeline(ANN));
      assertThatExceptionOfType(XtrackerException.class)
          .isThrownBy(() -> tracking.registerClick(new Click(null, null, null, null)))
          .withMessageContaining("closed");
      tracking.wake();
      assertThat(tracking.health().outbox().accepted()).isZero();
    }

    @Test
    void leavesNoThreadBehind() {
      tracking.user(ANN).contact();
      awaitAllSettled();
      tracking.close();
      Awaitility.await().untilAsserted(() -> assertThat(threadsOfOurs()).isEmpty());
    }

    private List<String> threadsOfOurs() {
      return Thread.getAllStackTraces().keySet().stream()
          .map(Thread::getName)
          .filter(name -> name.startsWith("botfunnel-"))
          .toList();
    }
  }

  @Nested
  class ARefusedEvent {
    @Test
    void isKeptWithItsReasonAndCanBeSentAgain() {
      xtracker.failNext(1, Fault.INVALID_VALUE_400);
      tracking.user(ANN).deposit("25", "USD", "7");
      tracking.user(ANN).contact();
      awaitAllSettled();
      assertThat(recorded(ANN, "dep-7").state()).isEqualTo(State.REFUSED);
      assertThat(recorded(ANN, "dep-7").reason()).isEqualTo("invalid_value (HTTP 400)");
      assertThat(recorded(ANN, "contact-" + ANN).state()).isEqualTo(State.DELIVERED);
      assertThat(tracking.retry("deposit", "dep-7")).isTrue();
      awaitAllSettled();
      assertThat(recorded(ANN, "dep-7").state()).isEqualTo(State.DELIVERED);
      assertThat(xtracker.ledger().revenue("USD")).isEqualByComparingTo("25");
      assertThat(books()).isEqualTo(new Books(2, 0, 2, 0, 0, 0));
    }

    /** An operator's retry leaves a line in the audit; so does one by the bot's own code. */
    @Test
    void leavesAnAuditEntryWhenItIsSentAgain() {
      xtracker.failNext(1, Fault.INVALID_VALUE_400);
      tracking.user(ANN).deposit("25", "USD", "7");
      awaitAllSettled();
      assertThat(tracking.retry("deposit", "nothing")).isFalse();
      assertThat(tracking.operations().audit(9)).isEmpty();
      assertThat(tracking.retry("deposit", "dep-7")).isTrue();
      assertThat(tracking.operations().audit(9))
          .extracting(AuditEntry::who, AuditEntry::what)
          .containsExactly(tuple("application", "sent again: 1 of outbox kind=deposit, eid=dep-7"));
    }

    @Test
    void isTheOnlyOneThatIsSentAgain() {
      tracking.user(ANN).contact();
      awaitAllSettled();
      assertThat(tracking.retry("contact", "contact-" + ANN)).isFalse();
      assertThat(tracking.retry("deposit", "nothing")).isFalse();
      assertThat(xtracker.ledger().calls()).hasSize(1);
    }
  }
}
