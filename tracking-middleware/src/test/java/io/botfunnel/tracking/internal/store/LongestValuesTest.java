package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that the vocabulary allows, and nothing that Telegram sends, is too long for a column.
 */
class LongestValuesTest {
  private static final UserId USER = new UserId(1L << 52);
  private static final UserId OTHER_USER = new UserId((1L << 52) - 1);
  private static final ClickId UID = new ClickId("u".repeat(61));
  private static final String GIVEN_ID = "i".repeat(120);

  /** The currency with the most fraction digits. */
  private static final Money MONEY = Money.of("99999999999999.9999", "CLF");

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private Store store;

  @BeforeEach
  void start() {
    store =
        Store.open(
            folder.resolve("outbox").toString(), new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private Outcome record(Recordable happening) {
    List<Receipt> receipts = store.intake().record(List.of(happening)).join();
    return receipts.get(0).outcome();
  }

  @Nested
  class TheVocabulary {
    @Test
    void fitsWithAllItsLongestValues() {
      assertThat(record(Conversion.registration(UID, GIVEN_ID, clock.instant())))
          .isEqualTo(Outcome.QUEUED);
      assertThat(record(new Bind(USER, UID, clock.instant()))).isEqualTo(Outcome.QUEUED);
      assertThat(record(Conversion.deposit(USER, GIVEN_ID, MONEY, clock.instant())))
          .isEqualTo(Outcome.QUEUED);
      assertThat(record(Conversion.subscribed(USER, clock.instant()))).isEqualTo(Outcome.QUEUED);
    }

    @Test
    void fitsInAContradictionToo() {
      record(new Bind(USER, UID, clock.instant()));
      assertThat(record(new Bind(OTHER_USER, UID, clock.instant()))).isEqualTo(Outcome.CONFLICT);
      record(Conversion.deposit(USER, GIVEN_ID, MONEY, clock.instant()));
      Money other = Money.of("88888888888888.8888", "CLF");
      assertThat(record(Conversion.deposit(USER, GIVEN_ID, other, clock.instant())))
          .isEqualTo(Outcome.CONFLICT);
      assertThat(store.operations().conflicts(9)).hasSize(2);
    }
  }

  @Nested
  class ABodyThatIsTooLong {
    private static final int LONGEST = 1_000_000;

    private NewEntry update(int length) {
      return new NewEntry(Topic.INBOX, "chat:1", "update", "update/9/1", "", "x".repeat(length));
    }

    private void take(Captured captured) {
      store.intake().take(List.of(captured)).join();
    }

    private Books inbox() {
      return store.lanes().books(Topic.INBOX);
    }

    @Test
    void isKeptWholeAsLongAsItFits() {
      take(Captured.of(update(LONGEST), List.of()));
      assertThat(store.lanes().claim(Topic.INBOX, 1).join())
          .singleElement()
          .extracting(entry -> entry.body().length())
          .isEqualTo(LONGEST);
    }

    @Test
    void isRefusedAndStillMeansWhatItMeans() {
      take(Captured.of(update(LONGEST + 1), List.of(new Bind(USER, UID, clock.instant()))));
      assertThat(inbox()).isEqualTo(new Books(1, 0, 0, 0, 1, 0));
      assertThat(store.uidOf(USER)).contains(UID);
    }

    @Test
    void doesNotHoldTheBatchItCameIn() {
      NewEntry next = new NewEntry(Topic.INBOX, "chat:1", "update", "update/9/2", "", "{}");
      store
          .intake()
          .take(List.of(Captured.of(update(2 * LONGEST), List.of()), Captured.of(next, List.of())))
          .join();
      assertThat(store.lanes().claim(Topic.INBOX, 9).join())
          .extracting(Entry::key)
          .containsExactly("update/9/2");
    }

    @Test
    void isRecognisedWhenItIsRedelivered() {
      take(Captured.of(update(LONGEST + 1), List.of()));
      take(Captured.of(update(LONGEST + 1), List.of()));
      assertThat(inbox().accepted()).isOne();
    }

    @Test
    void isShownWithItsLength() {
      NewEntry event =
          new NewEntry(Topic.OUTBOX, "user:1", "contact", "contact/1", "", "x".repeat(LONGEST + 1));
      assertThat(store.lanes().append(List.of(event)).join()).containsExactly(Appended.QUEUED);
      assertThat(store.timeline(new UserId(1), 9))
          .singleElement()
          .satisfies(
              recorded -> {
                assertThat(recorded.state()).isEqualTo(State.REFUSED);
                assertThat(recorded.reason()).isEqualTo("too large to keep: 1,000,001 characters");
              });
    }

    @Test
    void keepsTheReasonItWasRefusedForBefore() {
      take(new Captured(update(LONGEST + 1), "unreadable: " + "y".repeat(500), List.of()));
      assertThat(inbox().refused()).isOne();
    }
  }
}
