package io.botfunnel.tracking;

import static io.botfunnel.tracking.delivery.AttemptOutcome.DELIVERED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.DUPLICATE;
import static io.botfunnel.tracking.delivery.AttemptOutcome.LATER;
import static io.botfunnel.tracking.delivery.AttemptOutcome.OVERLOADED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.REFUSED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.UNAUTHORIZED;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.PAUSED;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.delivery.EndpointHealth;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** What an observer of tracking is told. */
class ObserverTest extends EndToEndTest {

  private record Attempt(AttemptOutcome verdict, Duration took) {}

  private static final class Notes implements Observer {
    private final Queue<Integer> appended = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> times = new ConcurrentLinkedQueue<>();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Queue<EndpointHealth.Status> turns = new ConcurrentLinkedQueue<>();

    @Override
    public void appended(int entries, Duration took) {
      appended.add(entries);
      times.add(took);
    }

    @Override
    public void attempted(AttemptOutcome verdict, Duration took) {
      attempts.add(new Attempt(verdict, took));
    }

    @Override
    public void statusChanged(EndpointHealth.Status now) {
      turns.add(now);
    }

    private List<AttemptOutcome> verdicts() {
      return attempts.stream().map(Attempt::verdict).toList();
    }
  }

  private final Notes notes = new Notes();

  @BeforeEach
  void observe() {
    restart(builder().observer(notes));
  }

  @Nested
  class OfAnAppend {
    @Test
    void hearsHowManyAndHowLongItTook() {
      tracking.user(ANN).contact();
      tracking.user(ANN).contact();
      assertThat(notes.appended).containsExactly(1, 1);
      assertThat(notes.times).allMatch(took -> took.toNanos() > 0);
    }

    @Test
    void hearsOfAWholeBatchAtOnce() {
      LongPollingUpdateConsumer inbox = tracking.inbox(1, "bot");
      inbox.consume(List.of(start(1, "fb_abc"), start(2, "")));
      assertThat(notes.appended).singleElement().isEqualTo(3);
    }

    @Test
    void hearsNothingOfABatchThatIsEmpty() {
      tracking.inbox(1, "bot").consume(List.of());
      assertThat(notes.appended).isEmpty();
    }

    @Test
    void hearsNothingWhereNothingWasRecorded() {
      Hooks ann = tracking.user(ANN);
      tracking.close();
      assertThat(catchThrowable(ann::contact)).isNotNull();
      assertThat(notes.appended).isEmpty();
    }

    private Update start(int id, String payload) {
      Message message =
          Message.builder()
              .messageId(id)
              .date(1)
              .chat(Chat.builder().id(ANN).type("private").build())
              .from(User.builder().id(ANN).firstName("Ann").isBot(false).build())
              .text(("/start " + payload).strip())
              .build();
      Update update = new Update();
      update.setUpdateId(id);
      update.setMessage(message);
      return update;
    }
  }

  @Nested
  class OfAnAttempt {
    @Test
    void hearsThatItGotThrough() {
      tracking.user(ANN).contact();
      awaitAllSettled();
      assertThat(notes.verdicts()).containsExactly(DELIVERED);
      assertThat(notes.attempts).allMatch(attempt -> attempt.took().toNanos() > 0);
    }

    @ParameterizedTest
    @CsvSource({
      "INVALID_VALUE_400, REFUSED",
      "UNAVAILABLE_503, LATER",
      "RATE_LIMITED_429, OVERLOADED",
      "UNAUTHORIZED_401, UNAUTHORIZED",
      "RESET_BEFORE_RECORDING, LATER"
    })
    void hearsHowItWentWrong(Fault fault, AttemptOutcome verdict) {
      xtracker.failNext(1, fault);
      tracking.user(ANN).contact();
      await(() -> !notes.attempts.isEmpty());
      assertThat(notes.verdicts()).first().isEqualTo(verdict);
      assertThat(verdict).isIn(REFUSED, LATER, OVERLOADED, UNAUTHORIZED);
    }

    @Test
    void hearsOfADuplicate() {
      xtracker.failNext(1, Fault.RESET_AFTER_RECORDING);
      tracking.user(ANN).contact();
      stepUntilAllSettled();
      assertThat(notes.verdicts()).containsExactly(LATER, DUPLICATE);
    }
  }

  @Nested
  class OfAPause {
    @Test
    void hearsOnceThatItBeganAndThatItEnded() {
      xtracker.fail(Fault.UNAVAILABLE_503);
      LongStream.rangeClosed(1, 9).forEach(user -> tracking.user(user).contact());
      await(() -> endpoint().status() == PAUSED);
      assertThat(notes.turns).containsExactly(PAUSED);
      xtracker.heal();
      stepUntilAllSettled();
      assertThat(notes.turns).containsExactly(PAUSED, RUNNING);
    }

    @Test
    void hearsThatTheKeyIsNotAccepted() {
      xtracker.fail(Fault.UNAUTHORIZED_401);
      tracking.user(ANN).contact();
      await(() -> endpoint().status() == EndpointHealth.Status.UNAUTHORIZED);
      assertThat(notes.turns).containsExactly(EndpointHealth.Status.UNAUTHORIZED);
    }
  }

  @Nested
  class WhoThrows {
    @Test
    void harmsNothing() {
      restart(builder().observer(new Throwing()));
      xtracker.failNext(6, Fault.UNAVAILABLE_503);
      LongStream.rangeClosed(1, 9)
          .forEach(user -> assertThat(tracking.user(user).contact().queued()).isTrue());
      stepUntilAllSettled();
      assertThat(xtracker.ledger().events()).hasSize(9);
      assertThat(endpoint().status()).isEqualTo(RUNNING);
    }
  }

  private static final class Throwing implements Observer {
    @Override
    public void appended(int entries, Duration took) {
      throw new IllegalStateException("appended");
    }

    @Override
    public void attempted(AttemptOutcome verdict, Duration took) {
      throw new NoClassDefFoundError("attempted");
    }

    @Override
    public void statusChanged(EndpointHealth.Status now) {
      throw new IllegalStateException("turned");
    }
  }
}
