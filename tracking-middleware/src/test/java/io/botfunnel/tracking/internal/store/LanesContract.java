package io.botfunnel.tracking.internal.store;

import static io.botfunnel.tracking.internal.lane.Appended.CONFLICT;
import static io.botfunnel.tracking.internal.lane.Appended.DUPLICATE;
import static io.botfunnel.tracking.internal.lane.Appended.QUEUED;
import static java.lang.Integer.parseInt;
import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What lanes promise, whatever database holds them. */
public abstract class LanesContract {
  public final SteppingClock clock = new SteppingClock();
  private Store store;

  public abstract String url();

  public Store open() {
    return Store.open(url(), new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @BeforeEach
  void start() {
    store = open();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private void restart() {
    store.close();
    store = open();
  }

  private Lanes lanes() {
    return store.lanes();
  }

  private static NewEntry entry(String lane, String key) {
    return new NewEntry(Topic.OUTBOX, lane, "contact", key, "", "body of " + key);
  }

  private List<Appended> append(NewEntry... entries) {
    return lanes().append(List.of(entries)).join();
  }

  private List<Entry> claim(int limit) {
    return lanes().claim(Topic.OUTBOX, limit).join();
  }

  private List<String> claimedKeys(int limit) {
    return claim(limit).stream().map(Entry::key).collect(Collectors.toCollection(ArrayList::new));
  }

  private void settle(Settlement... settlements) {
    lanes().settle(List.of(settlements)).join();
  }

  private Books books() {
    return lanes().books(Topic.OUTBOX);
  }

  private long inAnHour() {
    return clock.millis() + Duration.ofHours(1).toMillis();
  }

  @Nested
  class Appending {
    @Test
    void takesEachKeyOnce() {
      assertThat(append(entry("a", "1"), entry("a", "1"))).containsExactly(QUEUED, DUPLICATE);
      assertThat(books().accepted()).isOne();
    }

    @Test
    void keepsTheFirstOfTwoThatContradict() {
      NewEntry first = new NewEntry(Topic.OUTBOX, "a", "deposit", "1", "25.00 USD", "first");
      NewEntry other = new NewEntry(Topic.OUTBOX, "a", "deposit", "1", "99.00 USD", "other");
      assertThat(append(first, other)).containsExactly(QUEUED, CONFLICT);
      assertThat(claim(9)).extracting(Entry::body).containsExactly("first");
    }

    @Test
    void knowsItsKeysAfterARestart() {
      append(entry("a", "1"));
      restart();
      assertThat(append(entry("a", "1"))).containsExactly(DUPLICATE);
    }

    @Test
    void keepsTopicsApart() {
      append(entry("a", "1"));
      NewEntry update = new NewEntry(Topic.INBOX, "a", "update", "1", "", "{}");
      assertThat(append(update)).containsExactly(QUEUED);
      assertThat(claimedKeys(9)).containsExactly("1");
    }
  }

  @Nested
  class Claiming {
    @Test
    void givesOneEntryPerLaneInOrder() {
      append(entry("a", "a1"), entry("a", "a2"), entry("b", "b1"), entry("a", "a3"));
      assertThat(claimedKeys(9)).containsExactly("a1", "b1");
      assertThat(claimedKeys(9)).isEmpty();
    }

    @Test
    void givesTheNextOfALaneOnceTheFirstIsSettled() {
      append(entry("a", "a1"), entry("a", "a2"));
      settle(Settlement.delivered(claim(9).get(0)));
      assertThat(claimedKeys(9)).containsExactly("a2");
    }

    @Test
    void passesOverWhatIsSettledAtTheSameTime() {
      for (int i = 0; i < 50; i++) {
        append(entry("lane" + i, "k" + i));
        // Both may be in one transaction
        lanes().settle(List.of(Settlement.delivered(claim(9).get(0))));
        assertThat(claimedKeys(9)).isEmpty();
      }
    }

    @Test
    void respectsTheLimit() {
      append(entry("a", "a1"), entry("b", "b1"), entry("c", "c1"));
      List<String> claimed = claimedKeys(2);
      assertThat(claimed).hasSize(2);
      claimed.addAll(claimedKeys(2));
      assertThat(claimed).containsExactlyInAnyOrder("a1", "b1", "c1");
    }

    @Test
    void isForgottenByARestart() {
      append(entry("a", "a1"), entry("a", "a2"));
      claim(9);
      restart();
      assertThat(claimedKeys(9)).containsExactly("a1");
    }

    @Test
    void putsALongLaneBehindTheOthersAfterSome() {
      List<NewEntry> many = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        many.add(entry("a", "a" + i));
      }
      append(many.toArray(NewEntry[]::new));
      clock.advance(Duration.ofMillis(1));
      append(entry("b", "b1"));
      restart(); // from here on they are read from the table
      List<String> order = new ArrayList<>();
      for (List<Entry> next = claim(1); !next.isEmpty(); next = claim(1)) {
        clock.advance(Duration.ofMillis(1));
        order.add(next.get(0).key());
        settle(Settlement.delivered(next.get(0)));
      }
      assertThat(order).hasSize(21).doesNotHaveDuplicates();
      assertThat(order.indexOf("b1")).isEqualTo(8);
      order.remove("b1");
      assertThat(order).isSortedAccordingTo(comparingInt(key -> parseInt(key.substring(1))));
    }

    @Test
    void handsOverTheBodyUnchanged() {
      String body = "{\"text\":\"ü \uD83D\uDE80 \\u0000 '\\\"\"}";
      append(new NewEntry(Topic.OUTBOX, "a", "contact", "1", "", body));
      assertThat(claim(1)).extracting(Entry::body).containsExactly(body);
    }
  }

  @Nested
  class Settling {
    @Test
    void holdsTheLaneOfAnEntryThatIsPutOffAndNoOther() {
      append(entry("a", "a1"), entry("a", "a2"), entry("b", "b1"), entry("b", "b2"));
      List<Entry> heads = claim(9);
      settle(
          Settlement.later(heads.get(0), "HTTP 500", inAnHour()),
          Settlement.delivered(heads.get(1)));
      assertThat(claimedKeys(9)).containsExactly("b2");
    }

    @Test
    void countsTheAttemptOfAnEntryThatIsPutOff() {
      append(entry("a", "a1"), entry("a", "a2"));
      settle(Settlement.later(claim(9).get(0), "HTTP 500", inAnHour()));
      restart();
      assertThat(claim(9)).isEmpty();
      clock.advance(Duration.ofHours(1));
      assertThat(claim(9)).extracting(Entry::key, Entry::attempts).containsExactly(tuple("a1", 1));
    }

    @Test
    void writesNothingForAHeldEntry() {
      append(entry("a", "a1"), entry("a", "a2"));
      settle(Settlement.held(claim(9).get(0), inAnHour()));
      assertThat(claim(9)).isEmpty();
      clock.advance(Duration.ofHours(1));
      assertThat(claim(9)).extracting(Entry::key, Entry::attempts).containsExactly(tuple("a1", 0));
    }

    @Test
    void letsTheNextPassARefusedEntry() {
      append(entry("a", "a1"), entry("a", "a2"));
      settle(Settlement.refused(claim(9).get(0), "invalid_value"));
      assertThat(claimedKeys(9)).containsExactly("a2");
    }

    @Test
    void makesASecondSettlementOfTheSameEntryHarmless() {
      append(entry("a", "a1"), entry("a", "a2"));
      Entry first = claim(9).get(0);
      settle(Settlement.delivered(first));
      settle(Settlement.delivered(first), Settlement.refused(first, "no"));
      assertThat(books()).isEqualTo(new Books(2, 1, 1, 0, 0, 0));
    }

    @Test
    void erasesTheBodyOfAHandledUpdateAndKeepsItsKey() {
      NewEntry update = new NewEntry(Topic.INBOX, "chat:1", "update", "u1", "", "{\"secret\":1}");
      append(update);
      settle(Settlement.delivered(lanes().claim(Topic.INBOX, 1).join().get(0)));
      restart();
      assertThat(append(update)).containsExactly(DUPLICATE);
      assertThat(lanes().claim(Topic.INBOX, 1).join()).isEmpty();
      store.close();
      assertThat(Contents.of(url()).get("entry"))
          .singleElement(STRING)
          .contains("u1")
          .doesNotContain("secret");
    }
  }

  @Nested
  class SendingAgain {
    @Test
    void takesARefusedEntryBackToItsPlaceInTheLane() {
      append(entry("a", "a1"), entry("a", "a2"), entry("a", "a3"));
      settle(Settlement.refused(claim(9).get(0), "invalid_value"));
      Entry second = claim(9).get(0);
      assertThat(lanes().retry(Topic.OUTBOX, "a1").join()).isTrue();
      assertThat(claimedKeys(9)).as("one at a time").isEmpty();
      settle(Settlement.delivered(second));
      assertThat(claimedKeys(9)).containsExactly("a1");
    }

    @Test
    void takesItBackToAnEmptyLane() {
      append(entry("a", "a1"));
      settle(Settlement.refused(claim(9).get(0), "invalid_value"));
      lanes().retry(Topic.OUTBOX, "a1").join();
      assertThat(claimedKeys(9)).containsExactly("a1");
    }

    @Test
    void leavesEverythingElseAlone() {
      append(entry("a", "a1"));
      assertThat(lanes().retry(Topic.OUTBOX, "a1").join()).isFalse();
      assertThat(lanes().retry(Topic.OUTBOX, "nobody").join()).isFalse();
    }
  }

  @Nested
  class KeepingTime {
    @Test
    void tellsWhenTheNextEntryIsDue() {
      assertThat(lanes().nextDue(Topic.OUTBOX).join()).isEmpty();
      append(entry("a", "a1"), entry("b", "b1"));
      List<Entry> heads = claim(9);
      assertThat(lanes().nextDue(Topic.OUTBOX).join()).as("all are claimed").isEmpty();
      settle(
          Settlement.later(heads.get(0), "", clock.millis() + 500),
          Settlement.held(heads.get(1), clock.millis() + 300));
      assertThat(lanes().nextDue(Topic.OUTBOX).join()).hasValue(clock.millis() + 300);
    }

    @Test
    void makesEntriesDueThatAClockSetBackHadPutFarAway() {
      append(entry("a", "a1"), entry("b", "b1"));
      List<Entry> heads = claim(9);
      settle(
          Settlement.later(heads.get(0), "", inAnHour()),
          Settlement.held(heads.get(1), inAnHour()));
      assertThat(lanes().clampDue(Topic.OUTBOX, clock.millis() + 1_000).join()).isEqualTo(2);
      assertThat(claimedKeys(9)).containsExactlyInAnyOrder("a1", "b1");
    }
  }

  @Nested
  class KeepingTheBooks {
    @Test
    void balancesThemAcrossEveryFateAndARestart() {
      List<NewEntry> many = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        many.add(entry("lane" + i, "k" + i));
      }
      lanes().append(many).join();
      List<Entry> heads = claim(10);
      settle(
          Settlement.delivered(heads.get(0)),
          Settlement.delivered(heads.get(1), "unmatched"),
          Settlement.duplicate(heads.get(2)),
          Settlement.refused(heads.get(3), "no"),
          Settlement.later(heads.get(4), "busy", inAnHour()),
          Settlement.held(heads.get(5), inAnHour()));
      Books expected = new Books(10, 6, 2, 1, 1, 0);
      assertThat(books()).isEqualTo(expected).matches(Books::balanced);
      restart();
      assertThat(books()).isEqualTo(expected);
    }
  }

  @Nested
  class Purging {
    private static final Duration A_WEEK = Duration.ofDays(7).plusSeconds(1);

    private NewEntry deposit(String key, String amount) {
      return new NewEntry(Topic.OUTBOX, "user:5", "deposit", "deposit/" + key, amount, "{}");
    }

    private void deliverAll(Topic topic) {
      for (List<Entry> due = lanes().claim(topic, 9).join();
          !due.isEmpty();
          due = lanes().claim(topic, 9).join()) {
        lanes().settle(due.stream().map(Settlement::delivered).toList()).join();
      }
    }

    private List<String> timeline() {
      return store.timeline(new UserId(5), 99).stream().map(Recorded::eid).toList();
    }

    private void awaitTimeline(String... eids) {
      Awaitility.await().untilAsserted(() -> assertThat(timeline()).containsExactly(eids));
    }

    @Test
    void takesDeliveredEntriesOutAfterTheRetention() {
      append(deposit("1", "25.00 USD"));
      deliverAll(Topic.OUTBOX);
      clock.advance(A_WEEK.minusDays(1));
      append(deposit("2", "25.00 USD"));
      deliverAll(Topic.OUTBOX);
      assertThat(timeline()).containsExactly("1", "2");
      clock.advance(Duration.ofDays(1));
      awaitTimeline("2");
      assertThat(books()).isEqualTo(new Books(2, 0, 2, 0, 0, 0));
    }

    @Test
    void keepsTheirKeysAndAmountsForLonger() {
      append(deposit("1", "25.00 USD"));
      deliverAll(Topic.OUTBOX);
      clock.advance(A_WEEK);
      awaitTimeline();
      restart();
      assertThat(append(deposit("1", "25.00 USD"))).containsExactly(DUPLICATE);
      assertThat(append(deposit("1", "99.00 USD"))).containsExactly(CONFLICT);
      clock.advance(Duration.ofDays(90));
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(append(deposit("1", "25.00 USD"))).containsExactly(QUEUED));
    }

    @Test
    void leavesWhatWaitsOrWasRefused() {
      append(deposit("refused", ""), deposit("done", ""), deposit("waiting", ""));
      settle(Settlement.refused(claim(1).get(0), "invalid_value"));
      settle(Settlement.delivered(claim(1).get(0)));
      settle(Settlement.later(claim(1).get(0), "HTTP 500", inAnHour()));
      clock.advance(A_WEEK.multipliedBy(2));
      awaitTimeline("refused", "waiting");
      assertThat(books()).isEqualTo(new Books(3, 1, 1, 0, 1, 0));
    }

    @Test
    void forgetsHandledUpdatesAltogether() {
      NewEntry update = new NewEntry(Topic.INBOX, "chat:1", "update", "u1", "", "{}");
      append(update);
      deliverAll(Topic.INBOX);
      assertThat(append(update)).containsExactly(DUPLICATE);
      clock.advance(A_WEEK);
      Awaitility.await().untilAsserted(() -> assertThat(append(update)).containsExactly(QUEUED));
    }
  }
}
