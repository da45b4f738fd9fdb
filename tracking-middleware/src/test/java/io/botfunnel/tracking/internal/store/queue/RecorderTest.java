package io.botfunnel.tracking.internal.store.queue;

import static io.botfunnel.tracking.event.Receipt.Outcome.CONFLICT;
import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static io.botfunnel.tracking.event.Receipt.Outcome.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ClickId CLICK = new ClickId("click");
  private static final ClickId OTHER_CLICK = new ClickId("other");

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private Store store;

  @BeforeEach
  void start() {
    open(Attribution.LAST_CLICK);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private void open(Attribution attribution) {
    store = Store.open(folder.resolve("outbox").toString(), new PlainWire(), attribution, clock);
  }

  private Receipt record(Recordable happening) {
    return store.intake().record(List.of(happening)).join().get(0);
  }

  private Receipt bind(UserId user, ClickId uid) {
    return record(new Bind(user, uid, clock.instant()));
  }

  private Receipt deposit(UserId user, String transactionId, String amount) {
    Money money = Money.of(amount, "USD");
    return record(Conversion.deposit(user, transactionId, money, clock.instant()));
  }

  /** Claims everything there is, lane by lane, and gives the bodies. */
  private List<String> bodies() {
    return store.lanes().claim(Topic.OUTBOX, 100).join().stream().map(Entry::body).toList();
  }

  @Nested
  class AUid {
    @Test
    void isCarriedByTheEventsOfTheUserWhoBoundIt() {
      bind(ANN, CLICK);
      deposit(ANN, "7", "25");
      assertThat(store.timeline(ANN, 9))
          .extracting(Recorded::kind)
          .containsExactly("bind", "deposit");
      assertThat(store.uidOf(ANN)).contains(CLICK);
      assertThat(store.userOf(CLICK)).contains(ANN);
    }

    @Test
    void isSentOnceHoweverOftenItIsBound() {
      assertThat(bind(ANN, CLICK).outcome()).isEqualTo(QUEUED);
      assertThat(bind(ANN, CLICK).outcome()).isEqualTo(DUPLICATE);
    }

    @Test
    void belongsToItsFirstUserAndTheSecondIsShown() {
      bind(ANN, CLICK);
      assertThat(bind(BOB, CLICK).outcome()).isEqualTo(CONFLICT);
      bind(BOB, CLICK);
      assertThat(store.userOf(CLICK)).contains(ANN);
      assertThat(store.uidOf(BOB)).isEmpty();
      assertThat(store.operations().conflicts(9))
          .containsExactly(new Conflict("bind", "click", "1", "2", clock.instant()));
    }

    @Test
    void isAbsentFromTheEventsOfAUserWhoNeverBroughtOne() {
      record(Conversion.contact(ANN, clock.instant()));
      assertThat(bodies()).singleElement().asString().contains("uid=null");
    }

    @Test
    void isReplacedByTheLastClick() {
      bind(ANN, CLICK);
      assertThat(bind(ANN, OTHER_CLICK).outcome()).isEqualTo(QUEUED);
      assertThat(store.uidOf(ANN)).contains(OTHER_CLICK);
      bind(ANN, CLICK);
      assertThat(store.uidOf(ANN)).contains(CLICK);
    }

    @Test
    void staysTheFirstWhereTheFirstClickCounts() {
      store.close();
      open(Attribution.FIRST_CLICK);
      bind(ANN, CLICK);
      assertThat(bind(ANN, OTHER_CLICK).outcome()).isEqualTo(DUPLICATE);
      assertThat(store.uidOf(ANN)).contains(CLICK);
      assertThat(store.userOf(OTHER_CLICK)).contains(ANN);
      assertThat(bind(BOB, OTHER_CLICK).outcome()).isEqualTo(CONFLICT);
    }
  }

  @Nested
  class ATrackedStart {
    @Test
    void bindsFirstAndGivesOneContactForEver() {
      record(new TrackedStart(ANN, CLICK, clock.instant()));
      record(new TrackedStart(ANN, OTHER_CLICK, clock.instant()));
      assertThat(store.timeline(ANN, 9))
          .extracting(Recorded::eid)
          .containsExactly("bind-1-click", "contact-1", "bind-1-other");
    }

    @Test
    void meansNothingWithAnothersUid() {
      bind(ANN, CLICK);
      assertThat(record(new TrackedStart(BOB, CLICK, clock.instant())).outcome())
          .isEqualTo(CONFLICT);
      assertThat(store.timeline(BOB, 9)).isEmpty();
    }
  }

  @Nested
  class ADeposit {
    @Test
    void countsOncePerTransaction() {
      assertThat(deposit(ANN, "7", "25")).isEqualTo(new Receipt(QUEUED, new EventId("dep-7")));
      clock.advance(Duration.ofMinutes(5));
      assertThat(deposit(ANN, "dep-7", "25.00").outcome()).isEqualTo(DUPLICATE);
      assertThat(bodies()).hasSize(1);
    }

    @Test
    void keepsItsFirstAmountAndShowsTheOther() {
      deposit(ANN, "7", "25");
      assertThat(deposit(ANN, "7", "26").outcome()).isEqualTo(CONFLICT);
      assertThat(store.operations().conflicts(9))
          .extracting(Conflict::key, Conflict::kept, Conflict::offered)
          .containsExactly(tuple("dep-7", "25.00 USD", "26.00 USD"));
      assertThat(store.lanes().books(Topic.OUTBOX).accepted()).isOne();
    }

    @Test
    void isTheSameWhetherReportedByUserOrByClick() {
      bind(ANN, CLICK);
      deposit(ANN, "7", "25");
      Conversion byClick = Conversion.deposit(CLICK, "7", Money.of("25", "USD"), clock.instant());
      assertThat(record(byClick).outcome()).isEqualTo(DUPLICATE);
    }

    @Test
    void keepsTheTimeItHappenedInItsBody() {
      long happened = clock.millis();
      deposit(ANN, "7", "25");
      clock.advance(Duration.ofHours(1));
      assertThat(bodies()).singleElement().asString().endsWith("at=" + happened);
    }
  }

  @Nested
  class AnEventByClick {
    @Test
    void joinsTheUsersLaneWhereTheUserIsKnown() {
      bind(ANN, CLICK);
      record(Conversion.contact(CLICK, clock.instant()));
      assertThat(store.timeline(ANN, 9)).extracting(Recorded::eid).contains("contact-1");
    }

    @Test
    void isNotCountedAgainOnceTheUserIsKnown() {
      record(Conversion.contact(CLICK, clock.instant()));
      bind(ANN, CLICK);
      Receipt again = record(Conversion.contact(ANN, clock.instant()));
      assertThat(again).isEqualTo(new Receipt(DUPLICATE, new EventId("contact-fb_click")));
    }

    @Test
    void isNeverTakenForAUserWhoseIdLooksLikeTheUid() {
      record(Conversion.contact(new ClickId("1"), clock.instant()));
      assertThat(record(Conversion.contact(ANN, clock.instant())).outcome()).isEqualTo(QUEUED);
    }
  }

  @Nested
  class ABatchOfUpdates {
    private NewEntry update(int id) {
      return new NewEntry(Topic.INBOX, "chat:1", "update", "update/9/" + id, "", "{}");
    }

    @Test
    void isTakenWithWhatItMeans() {
      Recordable start = new TrackedStart(ANN, CLICK, clock.instant());
      store
          .intake()
          .take(List.of(Captured.of(update(1), List.of(start)), Captured.of(update(2), List.of())))
          .join();
      assertThat(store.lanes().books(Topic.INBOX).waiting()).isEqualTo(2);
      assertThat(store.lanes().books(Topic.OUTBOX).waiting()).isEqualTo(2);
    }

    @Test
    void meansNothingNewWhenItIsRedelivered() {
      Captured first = Captured.of(update(1), List.of(new Bind(ANN, CLICK, clock.instant())));
      store.intake().take(List.of(first)).join();
      bind(ANN, OTHER_CLICK);
      store.intake().take(List.of(first)).join();
      assertThat(store.uidOf(ANN)).contains(OTHER_CLICK);
      assertThat(store.lanes().books(Topic.INBOX).accepted()).isOne();
    }

    @Test
    void setsAsideWhatCannotBeRead() {
      store.intake().take(List.of(new Captured(update(1), "unreadable", List.of()))).join();
      assertThat(store.lanes().books(Topic.INBOX).refused()).isOne();
      assertThat(store.lanes().claim(Topic.INBOX, 9).join()).isEmpty();
    }
  }
}
