package io.botfunnel.tracking.internal.telegram;

import static io.botfunnel.tracking.internal.telegram.RawUpdates.privateText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.NewEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;

final class TrackingMiddlewareTest extends MiddlewareStage {
  private static final UserId USER = new UserId(RawUpdates.USER);
  private static final TrackedStart START =
      new TrackedStart(USER, new ClickId("abc"), Instant.ofEpochSecond(RawUpdates.DATE));
  private static final UnreadableUpdate UNREADABLE =
      new UnreadableUpdate(2, "{\"update_id\":2,\"message\":5}", "message (SomeException)");

  /** A bot that remembers what it was handed. */
  private static final class Bot implements LongPollingUpdateConsumer {
    private final List<List<Update>> handed = new ArrayList<>();
    private final Runnable then;
    private int closed;

    Bot() {
      this(() -> {});
    }

    Bot(Runnable then) {
      this.then = then;
    }

    @Override
    public void consume(List<Update> updates) {
      handed.add(updates);
      then.run();
    }

    @Override
    public void close() {
      closed++;
      then.run();
    }
  }

  @Nested
  final class AroundABot {
    private final Bot bot = new Bot();
    private final TrackingMiddleware middleware = around(bot);

    private TrackingMiddleware around(Bot bot) {
      return new TrackingMiddleware(
          new DirectRoute(bot),
          intake,
          capture,
          clock,
          TrackingMiddlewareTest.this::steppingTheClock);
    }

    @Test
    void recordsWhatABatchMeansAndHandsAllOfItOver() {
      List<Update> updates =
          batch(privateText(1, "hi"), privateText(2, "/start fb_abc"), privateText(3, "ho"));

      middleware.consume(updates);

      assertThat(intake.batches).containsExactly(List.of(Captured.of(null, List.of(START))));
      assertThat(bot.handed).hasSize(1);
      assertThat(bot.handed.get(0)).isSameAs(updates);
    }

    @Test
    void hasItOnDiskBeforeTheBotSeesIt() {
      Bot asking = new Bot(() -> assertThat(intake.batches).hasSize(1));

      around(asking).consume(batch(privateText(1, "/start fb_abc")));

      assertThat(asking.handed).hasSize(1);
      assertThat(logged(Level.ERROR)).isEmpty();
    }

    @Test
    void writesNothingForABatchThatMeansNothing() {
      middleware.consume(batch(privateText(1, "hi")));
      middleware.consume(batch());

      assertThat(intake.batches).isEmpty();
      assertThat(bot.handed).extracting(List::size).containsExactly(1, 0);
    }

    @Test
    void keepsAnUnreadableUpdateFromTheBot() {
      middleware.consume(batch(privateText(1, "hi"), UNREADABLE, privateText(3, "ho")));
      middleware.consume(batch(UNREADABLE));

      assertThat(bot.handed).hasSize(1);
      assertThat(bot.handed.get(0)).extracting(Update::getUpdateId).containsExactly(1, 3);
      assertThat(logged(Level.WARN))
          .hasSize(2)
          .containsOnly("Update 2 cannot be read: message (SomeException)");
    }

    @Test
    void goesOnAfterAnExceptionOfTheBot() {
      assertGoesOnAfter(new IllegalStateException("the handler's own"));
    }

    @Test
    void goesOnAfterAMissingClassOrAnEndlessRecursion() {
      assertGoesOnAfter(new NoClassDefFoundError("com/example/Missing"));
      assertGoesOnAfter(new StackOverflowError());
    }

    @Test
    void doesNotHideThatMemoryIsGone() {
      Bot failing = failing(new OutOfMemoryError("made up"));

      assertThatThrownBy(() -> around(failing).consume(batch(privateText(1, "hi"))))
          .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void closesTheBotOnce() {
      middleware.close();
      middleware.close();

      assertThat(bot.closed).isEqualTo(1);
    }

    @Test
    void canBeRegisteredAgainAfterTheLibraryClosedIt() {
      middleware.close();
      assertThatCode(() -> middleware.consume(new ArrayList<>())).doesNotThrowAnyException();
    }

    @Test
    void closesThoughTheBotFailsTo() {
      TrackingMiddleware around = around(failing(new IllegalStateException("stuck")));

      assertThatCode(around::close).doesNotThrowAnyException();
      assertThat(logged(Level.WARN)).containsExactly("The bot failed to close");
    }

    private void assertGoesOnAfter(Throwable failure) {
      logged.list.clear();
      TrackingMiddleware around = around(failing(failure));

      around.consume(batch(privateText(7, "hi"), privateText(8, "ho")));

      assertThat(logged(Level.ERROR)).singleElement().asString().contains("[7, 8]");
    }

    private Bot failing(Throwable failure) {
      return new Bot(() -> TrackingMiddlewareTest.<RuntimeException>sneak(failure));
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  @Nested
  final class IntoTheInbox {
    private final InboxEntries entries = new InboxEntries(99);
    private final TrackingMiddleware middleware =
        toInbox(TrackingMiddlewareTest.this::steppingTheClock);

    @Test
    void writesEveryUpdateWithWhatItMeansInOneWrite() {
      Update talk = privateText(1, "hi");
      Update start = privateText(2, "/start fb_abc");

      middleware.consume(batch(talk, start));

      assertThat(intake.batches)
          .containsExactly(
              List.of(
                  Captured.of(entries.of(talk), List.of()),
                  Captured.of(entries.of(start), List.of(START))));
    }

    @Test
    void setsAnUnreadableUpdateAsideAndKeepsTheOthers() {
      middleware.consume(batch(privateText(1, "hi"), UNREADABLE, privateText(3, "ho")));

      assertThat(intake.batches.get(0))
          .extracting(Captured::refusal)
          .containsExactly(null, "unreadable: message (SomeException)", null);
      assertThat(intake.batches.get(0).get(1).update()).isEqualTo(entries.of(UNREADABLE));
      assertThat(entries.of(UNREADABLE).body()).isEqualTo(UNREADABLE.json());
    }

    @Test
    void setsAsideWhatCannotBeWrittenAsJsonButNotWhatItMeans() {
      middleware.consume(batch(new UnwritableStart()));

      Captured captured = intake.batches.get(0).get(0);
      assertThat(captured.refusal()).isEqualTo("unreadable: it cannot be written as JSON");
      assertThat(captured.update())
          .extracting(NewEntry::key, NewEntry::body)
          .containsExactly("update/99/5", "{\"update_id\":5}");
      assertThat(captured.events()).containsExactly(START);
    }

    @Test
    void writesNothingForAnEmptyBatch() {
      middleware.consume(batch());

      assertThat(intake.batches).isEmpty();
    }

    @Test
    void letsAnUpdateOnWhichCapturingFailsGoOnUntracked() {
      middleware.consume(batch(new Uncapturable(), privateText(6, "/start fb_abc")));

      assertThat(intake.batches.get(0))
          .extracting(Captured::events)
          .containsExactly(List.of(), List.of(START));
      assertThat(logged(Level.WARN)).containsExactly("Update 5 continues untracked");
    }
  }

  /** A start with a part that Jackson cannot write. */
  private static final class UnwritableStart extends Update {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("UnusedVariable") // Jackson reads it
    @JsonProperty
    final transient Object trap = new Object();

    UnwritableStart() {
      setUpdateId(5);
      setMessage(privateText(5, "/start fb_abc").getMessage());
    }
  }

  /** An update that fails once, as capturing reads it. */
  private static final class Uncapturable extends Update {
    private static final long serialVersionUID = 1L;
    private transient boolean read;

    Uncapturable() {
      setUpdateId(5);
    }

    @Override
    public Message getMessage() {
      if (!read) {
        read = true;
        throw new IllegalStateException("cannot be captured");
      }
      return super.getMessage();
    }
  }
}
