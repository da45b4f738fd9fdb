package io.botfunnel.tracking;

import static io.botfunnel.tracking.EventOutcome.Result.CONFLICT;
import static io.botfunnel.tracking.EventOutcome.Result.DELIVERED;
import static io.botfunnel.tracking.EventOutcome.Result.DUPLICATE;
import static io.botfunnel.tracking.EventOutcome.Result.REFUSED;
import static io.botfunnel.tracking.EventOutcome.Result.RETRYING;
import static io.botfunnel.tracking.EventOutcome.Result.UNMATCHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.xtracker.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** What a listener is told of events. */
class EventListenerTest extends EndToEndTest {
  private final Queue<EventOutcome> told = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void listen() {
    restart(builder().listener(told::add));
  }

  private EventOutcome first() {
    await(() -> !told.isEmpty());
    return told.element();
  }

  private List<EventOutcome.Result> fates(int count) {
    await(() -> told.size() >= count);
    return told.stream().map(EventOutcome::result).toList();
  }

  @Nested
  class OfAnEvent {
    @Test
    void hearsThatXtrackerHasItAndWhoseItIs() {
      tracking.bind(ANN, "abc");
      tracking.user(ANN).deposit("25", "USD", "tx-1");
      await(() -> told.size() == 2);
      assertThat(told)
          .containsExactly(
              new EventOutcome(
                  DELIVERED, "bind", "bind-" + ANN + "-abc", ANN, "abc", null, clock.instant()),
              new EventOutcome(
                  DELIVERED, "deposit", "dep-tx-1", ANN, "abc", null, clock.instant()));
    }

    @Test
    void hearsOfAClickWhoseUserIsNotKnown() {
      tracking.click("abc").registration("trader-7");
      assertThat(first())
          .isEqualTo(
              new EventOutcome(
                  DELIVERED, "registration", "trader-7", null, "abc", null, clock.instant()));
    }

    @Test
    void hearsThatAnAttemptFailedAndThatXtrackerHadItThen() {
      xtracker.failNext(1, Fault.RESET_AFTER_RECORDING);
      tracking.user(ANN).contact();
      stepUntilAllSettled();
      assertThat(fates(2)).containsExactly(RETRYING, DUPLICATE);
      assertThat(told.element().detail()).isNotBlank();
    }

    @Test
    void hearsWhyItWasRefused() {
      xtracker.failNext(1, Fault.INVALID_VALUE_400);
      tracking.user(ANN).contact();
      EventOutcome refused = first();
      assertThat(refused.result()).isEqualTo(REFUSED);
      assertThat(refused.detail()).isEqualTo("invalid_value (HTTP 400)");
    }

    @Test
    void hearsOfEachAttemptDuringAnOutageAndNotOfThoseThatAreNotMade() {
      xtracker.fail(Fault.UNAUTHORIZED_401);
      tracking.user(ANN).contact();
      tracking.user(BOB).contact();
      int attempts = 3;
      stepUntil(() -> told.size() >= attempts);
      assertThat(told).allMatch(event -> event.result() == RETRYING);
      assertThat(told.size()).isLessThanOrEqualTo(xtracker.ledger().calls().size());
    }
  }

  @Nested
  class OfABind {
    @Test
    void hearsThatXtrackerDoesNotKnowTheClick() {
      xtracker.knowsOnly("abc");
      tracking.bind(ANN, "nobody-knows-it");
      tracking.bind(BOB, "nobody-knows-it-either");
      await(() -> told.size() == 2);
      assertThat(told)
          .extracting(EventOutcome::result, EventOutcome::uid)
          .contains(tuple(UNMATCHED, "nobody-knows-it"));
    }
  }

  @Nested
  class OfAConflict {
    @Test
    void hearsWhatStaysAndWhatWasReported() {
      tracking.user(ANN).deposit("25", "USD", "tx-1");
      awaitAllSettled();
      tracking.user(ANN).deposit("30", "USD", "tx-1");
      tracking.user(ANN).deposit("30", "USD", "tx-1");
      assertThat(fates(2)).as("once, however often it is reported").contains(CONFLICT);
      assertThat(told)
          .filteredOn(event -> event.result() == CONFLICT)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.kind()).isEqualTo("deposit");
                assertThat(event.eid()).isEqualTo("dep-tx-1");
                assertThat(event.telegramUserId()).isEqualTo(ANN);
                assertThat(event.detail()).contains("25", "stays", "30", "USD");
              });
    }

    @Test
    void hearsOfOneThatWasMetWhileAStartWasCaptured() {
      tracking.bind(ANN, "abc");
      awaitAllSettled();
      tracking.inbox(1, "bot").consume(List.of(start(BOB, "fb_abc")));
      await(() -> told.stream().anyMatch(event -> event.result() == CONFLICT));
      assertThat(told)
          .filteredOn(event -> event.result() == CONFLICT)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.eid()).isEqualTo("bind-" + BOB + "-abc");
                assertThat(event.telegramUserId()).isEqualTo(BOB);
                assertThat(event.uid()).isEqualTo("abc");
                assertThat(event.detail()).isEqualTo("the uid belongs to user " + ANN);
              });
    }

    private static Update start(long user, String payload) {
      Message message =
          Message.builder()
              .messageId(1)
              .date(1)
              .chat(Chat.builder().id(user).type("private").build())
              .from(User.builder().id(user).firstName("Bob").isBot(false).build())
              .text("/start " + payload)
              .build();
      Update update = new Update();
      update.setUpdateId(1);
      update.setMessage(message);
      return update;
    }
  }

  @Nested
  class WhoMisbehaves {
    @Test
    void harmsNothingByThrowing() {
      restart(
          builder()
              .listener(
                  event -> {
                    told.add(event);
                    throw new NoClassDefFoundError("a fault of the listener");
                  }));
      tracking.user(ANN).contact();
      tracking.user(ANN).subscribed();
      assertThat(fates(2)).containsExactly(DELIVERED, DELIVERED);
    }

    @Test
    void delaysNobodyByBeingSlow() {
      CountDownLatch never = new CountDownLatch(1);
      restart(builder().listener(event -> never.await()));
      tracking.user(ANN).contact();
      tracking.user(BOB).contact();
      awaitAllSettled();
      long begun = System.nanoTime();
      tracking.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void missesWhatDoesNotFit() throws Exception {
      CountDownLatch release = new CountDownLatch(1);
      try (EventPublisher publisher =
          new EventPublisher(
              event -> {
                release.await();
                told.add(event);
              })) {
        for (int event = 0; event < EventPublisher.MOST_WAITING + 100; event++) {
          publisher.publish(
              () -> new EventOutcome(DELIVERED, "contact", "c", ANN, null, null, clock.instant()));
        }
        release.countDown();
        await(() -> told.size() >= EventPublisher.MOST_WAITING);
        assertThat(told.size())
            .isBetween(EventPublisher.MOST_WAITING, EventPublisher.MOST_WAITING + 1);
      }
    }
  }
}
