package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A user types whatever uid they like: how much they can take from others, and how much they can
 * fill, has a bound. On whatever database.
 */
public abstract class WhoseClickContract {
  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final int MANY = 60;
  private static final int A_DAY = 20;

  public final SteppingClock clock = new SteppingClock();
  private Store store;

  /** The same outbox at each call. */
  public abstract Store openStore();

  @BeforeEach
  void open() {
    store = openStore();
  }

  @AfterEach
  void close() {
    store.close();
  }

  public final Outcome starts(UserId user, String uid) {
    return starts(store, user, uid);
  }

  public final Outcome starts(Store where, UserId user, String uid) {
    TrackedStart start = new TrackedStart(user, new ClickId(uid), clock.instant());
    return where.intake().record(List.of(start)).join().get(0).outcome();
  }

  private void startsOften(UserId user) {
    IntStream.range(0, MANY).forEach(i -> starts(user, "guess-" + i));
  }

  private List<String> uidsOf(UserId user) {
    return store.operations().uidsOf(user.value());
  }

  @Test
  void aUserWhoTypesRandomUidsOwnsAFewOfThem() {
    startsOften(ANN);
    assertThat(uidsOf(ANN)).hasSize(A_DAY);
    assertThat(starts(ANN, "one-more")).isEqualTo(Outcome.TOO_MANY);
    assertThat(store.uidOf(ANN)).contains(new ClickId("guess-19"));
    // A bind each, and one contact.
    assertThat(store.operations().books(Topic.OUTBOX).accepted()).isEqualTo(A_DAY + 1);
  }

  @Test
  void whatTheyCouldNotTakeIsTheNextUsers() {
    startsOften(ANN);
    assertThat(starts(BOB, "guess-50")).isEqualTo(Outcome.QUEUED);
    assertThat(store.userOf(new ClickId("guess-50"))).contains(BOB);
  }

  @Test
  void aUidThatIsTheUsersOwnIsAlwaysFine() {
    startsOften(ANN);
    assertThat(starts(ANN, "guess-0")).isEqualTo(Outcome.DUPLICATE);
    assertThat(store.uidOf(ANN)).contains(new ClickId("guess-0"));
  }

  @Test
  void theNextDayBringsNewOnes() {
    startsOften(ANN);
    clock.advance(Duration.ofHours(23));
    assertThat(starts(ANN, "today")).isEqualTo(Outcome.TOO_MANY);
    clock.advance(Duration.ofHours(1));
    assertThat(starts(ANN, "tomorrow")).isEqualTo(Outcome.QUEUED);
    assertThat(store.uidOf(ANN)).contains(new ClickId("tomorrow"));
  }

  @Test
  void theBoundOutlivesARestart() {
    startsOften(ANN);
    close();
    open();
    assertThat(starts(ANN, "after-the-restart")).isEqualTo(Outcome.TOO_MANY);
  }

  @Test
  void theUpdateGoesToTheBotAllTheSame() {
    startsOften(ANN);
    NewEntry update = new NewEntry(Topic.INBOX, "chat:1", "message", "message/7", "", "{}");
    TrackedStart start = new TrackedStart(ANN, new ClickId("one-more"), clock.instant());
    store.intake().take(List.of(Captured.of(update, List.of(start)))).join();
    assertThat(store.lanes().claim(Topic.INBOX, 9).join()).hasSize(1);
    assertThat(store.userOf(new ClickId("one-more"))).isEmpty();
  }

  @Test
  void aUidThatManyBringFillsNoTable() {
    starts(ANN, "seen-by-all");
    for (int user = 100; user < 100 + MANY; user++) {
      assertThat(starts(new UserId(user), "seen-by-all")).isEqualTo(Outcome.CONFLICT);
    }
    assertThat(conflicts()).isEqualTo(10);
  }

  @Test
  void aUserWhoBringsTheUidsOfManyFillsNoTable() {
    for (int user = 100; user < 100 + MANY; user++) {
      starts(new UserId(user), "of-" + user);
      assertThat(starts(ANN, "of-" + user)).isEqualTo(Outcome.CONFLICT);
    }
    assertThat(conflicts()).isEqualTo(A_DAY);
    clock.advance(Duration.ofDays(1));
    starts(ANN, "of-101");
    starts(ANN, "of-151");
    assertThat(conflicts()).isEqualTo(A_DAY + 1);
  }

  @Test
  void aTransactionOfManyAmountsFillsNoTable() {
    for (int cents = 1; cents <= MANY; cents++) {
      Money money = Money.of("10.%02d".formatted(cents), "USD");
      Conversion paid = Conversion.deposit(ANN, "T-9001", money, clock.instant());
      Receipt receipt = store.intake().record(List.of(paid)).join().get(0);
      assertThat(receipt.outcome()).isEqualTo(cents == 1 ? Outcome.QUEUED : Outcome.CONFLICT);
    }
    assertThat(conflicts()).isEqualTo(10);
  }

  private int conflicts() {
    return store.operations().conflicts(1_000).size();
  }
}
