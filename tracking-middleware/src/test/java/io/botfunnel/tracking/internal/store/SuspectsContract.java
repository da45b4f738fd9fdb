package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is known of entries whose handlers ran when a process ended, whatever database says so. */
public abstract class SuspectsContract {
  private static final Filter REFUSED =
      new Filter(Topic.INBOX, State.REFUSED, null, null, null, null, null);
  private static final String REASON = "the process died 3 times";
  private static final long NEVER = Long.MAX_VALUE;

  public final SteppingClock clock = new SteppingClock();
  private Store store;

  public abstract Store open();

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

  private void append(String... keys) {
    List<NewEntry> updates =
        List.of(keys).stream()
            .map(
                key ->
                    new NewEntry(
                        Topic.INBOX, "chat:" + key.charAt(0), "update", "update/" + key, "", "{}"))
            .toList();
    lanes().append(updates).join();
  }

  private List<Entry> claim() {
    return lanes().claim(Topic.INBOX, 9).join();
  }

  private Entry claimOne() {
    List<Entry> claimed = claim();
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }

  private List<Entry> claimQuarantined() {
    return lanes().claimQuarantined(Topic.INBOX, NEVER, 9).join();
  }

  private Optional<Suspicion> begin(Entry entry) {
    return lanes().begin(entry).join();
  }

  private void settle(Settlement settlement) {
    lanes().settle(List.of(settlement)).join();
  }

  private Books books() {
    return lanes().books(Topic.INBOX);
  }

  private long inAnHour() {
    return clock.millis() + Duration.ofHours(1).toMillis();
  }

  private List<Recorded> refused() {
    return store.operations().list(REFUSED, NEVER, 9).entries();
  }

  @Nested
  class AnEntry {
    @Test
    void isNoSuspectBeforeItsHandlerRan() {
      append("a1");
      restart();
      assertThat(begin(claimOne())).isEmpty();
    }

    @Test
    void isASuspectIfItsProcessEndedWhileItsHandlerRan() {
      append("a1", "b1");
      begin(claim().get(0));
      restart();
      List<Entry> claimed = claim();
      assertThat(claimed).extracting(Entry::attempts).as("nobody failed").containsOnly(0);
      assertThat(begin(claimed.get(0))).contains(Suspicion.UNPROVEN);
      assertThat(begin(claimed.get(1))).isEmpty();
    }

    @Test
    void isASuspectUntilItsHandlerHasEnded() {
      append("a1");
      begin(claimOne());
      restart();
      begin(claimOne());
      restart();
      Entry entry = claimOne();
      assertThat(begin(entry)).contains(Suspicion.UNPROVEN);
      lanes().end(entry).join();
      restart();
      assertThat(begin(claimOne())).isEmpty();
    }

    @Test
    void isNoSuspectIfItsHandlerEndedBeforeItsProcess() {
      append("a1");
      Entry entry = claimOne();
      begin(entry);
      lanes().end(entry).join();
      settle(Settlement.held(entry, inAnHour()));
      restart();
      assertThat(begin(claimOne())).isEmpty();
    }

    @Test
    void keepsWhatIsKnownAgainstItWhatsoeverHappens() {
      append("a1");
      Entry entry = claimOne();
      begin(entry);
      lanes().suspect(entry, new Suspicion(2, null)).join();
      restart();
      Entry again = claimOne();
      assertThat(begin(again)).contains(new Suspicion(2, null));
      settle(Settlement.held(again, clock.millis()));
      assertThat(begin(claimOne())).contains(new Suspicion(2, null));
    }

    @Test
    void thatIsSettledForGoodIsRemoved() {
      append("a1");
      Entry entry = claimOne();
      begin(entry);
      lanes().suspect(entry, new Suspicion(2, null)).join();
      settle(Settlement.refused(entry, "unreadable"));
      restart();
      assertThat(lanes().retry(Topic.INBOX, "update/a1").join()).isTrue();
      assertThat(begin(claimOne())).isEmpty();
    }
  }

  @Nested
  class AQuarantinedEntry {
    @BeforeEach
    void quarantine() {
      append("a1", "a2");
      Entry entry = claimOne();
      begin(entry);
      lanes().suspect(entry, new Suspicion(3, null)).join();
      settle(Settlement.quarantined(entry, REASON, inAnHour()));
    }

    private Entry onTrial() {
      clock.advance(Duration.ofHours(1));
      List<Entry> claimed = claimQuarantined();
      assertThat(claimed).extracting(Entry::key).containsExactly("update/a1");
      return claimed.get(0);
    }

    private void handleTheRest() {
      settle(Settlement.delivered(claimOne()));
    }

    @Test
    void isShownWithItsReasonAndWhenItIsTriedAgain() {
      restart();
      assertThat(books()).isEqualTo(new Books(2, 1, 0, 0, 1, 0)).matches(Books::balanced);
      assertThat(refused())
          .extracting(Recorded::eid, Recorded::reason, Recorded::nextTrialAt)
          .containsExactly(tuple("a1", REASON, clock.instant().plus(Duration.ofHours(1))));
    }

    @Test
    void isCountedWithItsQueuesNextTrialUntilItsOwnHasEnded() {
      clock.advance(Duration.ofMinutes(1));
      Entry later = claimOne();
      begin(later);
      lanes().suspect(later, new Suspicion(3, null)).join();
      settle(Settlement.quarantined(later, REASON, inAnHour()));
      restart();
      Instant first = clock.instant().plus(Duration.ofMinutes(59));
      assertThat(store.operations().quarantined())
          .containsExactly(new Quarantined(Topic.INBOX, 2, first));
      Entry tried = onTrial();
      begin(tried);
      settle(Settlement.delivered(tried));
      assertThat(store.operations().quarantined())
          .containsExactly(new Quarantined(Topic.INBOX, 1, first.plus(Duration.ofMinutes(1))));
    }

    @Test
    void isAnotherBotsThanThatOfAnotherName() {
      BotOptions shop = new BotOptions(new BotName("shop"), Attribution.LAST_CLICK, false);
      try (Store other = store.besides(shop)) {
        assertThat(other.operations().quarantined()).isEmpty();
      }
    }

    @Test
    void letsTheNextOfItsLaneGoOn() {
      assertThat(claimOne().key()).isEqualTo("update/a2");
    }

    @Test
    void isClaimedOnceItsTimeHasComeAndNoSoonerHoweverOftenTheProcessEnds() {
      handleTheRest();
      clock.advance(Duration.ofMinutes(59));
      restart();
      assertThat(claim()).isEmpty();
      assertThat(claimQuarantined()).isEmpty();
      clock.advance(Duration.ofMinutes(1));
      assertThat(begin(claimQuarantined().get(0))).contains(new Suspicion(3, clock.millis()));
    }

    @Test
    void waitsWhileAnotherOfItsLaneIsClaimed() {
      Entry next = claimOne();
      clock.advance(Duration.ofHours(1));
      assertThat(claimQuarantined()).isEmpty();
      settle(Settlement.delivered(next));
      assertThat(claimQuarantined()).hasSize(1);
    }

    @Test
    void holdsItsLaneWhileItIsTried() {
      Entry tried = onTrial();
      assertThat(claim()).isEmpty();
      assertThat(claimQuarantined()).isEmpty();
      begin(tried);
      settle(Settlement.delivered(tried));
      assertThat(claimOne().key()).isEqualTo("update/a2");
    }

    @Test
    void isSettledAsUsualOnceItsTrialEnds() {
      handleTheRest();
      Entry tried = onTrial();
      begin(tried);
      settle(Settlement.delivered(tried));
      assertThat(books()).isEqualTo(new Books(2, 0, 2, 0, 0, 0)).matches(Books::balanced);
      assertThat(refused()).isEmpty();
      restart();
      assertThat(claim()).isEmpty();
      clock.advance(Duration.ofDays(1));
      assertThat(claimQuarantined()).isEmpty();
    }

    @Test
    void waitsAgainInItsPlaceWhereItsTrialEndsInAFailure() {
      Entry tried = onTrial();
      begin(tried);
      lanes().end(tried).join();
      settle(Settlement.later(tried, "not yet", inAnHour()));
      assertThat(books()).isEqualTo(new Books(2, 2, 0, 0, 0, 0)).matches(Books::balanced);
      assertThat(claim()).isEmpty();
      clock.advance(Duration.ofHours(1));
      Entry again = claimOne();
      assertThat(again).extracting(Entry::key, Entry::attempts).containsExactly("update/a1", 1);
      assertThat(begin(again)).isEmpty();
    }

    @Test
    void staysWhereItIsIfTheProcessDiesOfIt() {
      handleTheRest();
      Entry tried = onTrial();
      begin(tried);
      lanes().suspect(tried, new Suspicion(4, inAnHour())).join();
      restart();
      assertThat(claimQuarantined()).isEmpty();
      assertThat(books()).isEqualTo(new Books(2, 0, 1, 0, 1, 0));
      clock.advance(Duration.ofHours(1));
      assertThat(begin(claimQuarantined().get(0))).contains(new Suspicion(4, clock.millis()));
    }

    @Test
    void staysWhereItIsIfItsTrialWasNotMade() {
      Entry tried = onTrial();
      begin(tried);
      settle(Settlement.quarantined(tried, REASON, inAnHour()));
      assertThat(books()).isEqualTo(new Books(2, 1, 0, 0, 1, 0));
      assertThat(claimOne().key()).isEqualTo("update/a2");
      assertThat(claimQuarantined()).isEmpty();
    }

    @Test
    void isDueWhereAClockThatWasSetBackHadPutItFarAway() {
      handleTheRest();
      assertThat(lanes().claimQuarantined(Topic.INBOX, inAnHour() - 1, 9).join()).hasSize(1);
    }

    @Test
    void runsAloneButIsNotProvenOnceAnOperatorSendsItAgain() {
      assertThat(lanes().retry(Topic.INBOX, "update/a1").join()).isTrue();
      clock.advance(Duration.ofHours(1));
      assertThat(claimQuarantined()).isEmpty();
      Entry again = claimOne();
      assertThat(again.key()).isEqualTo("update/a1");
      assertThat(begin(again)).contains(Suspicion.UNPROVEN);
    }

    @Test
    void isNotTriedOnceItIsErased() {
      handleTheRest();
      assertThat(store.operations().erase(REFUSED, NEVER, "test"))
          .isEqualTo(new BulkResult(1, 0, null));
      clock.advance(Duration.ofHours(1));
      assertThat(claimQuarantined()).isEmpty();
      assertThat(books()).isEqualTo(new Books(2, 0, 1, 0, 0, 1)).matches(Books::balanced);
    }

    @Test
    void isNotErasedWhileItIsTried() {
      handleTheRest();
      Entry tried = onTrial();
      begin(tried);
      assertThat(store.operations().erase(REFUSED, NEVER, "test"))
          .isEqualTo(new BulkResult(0, 1, null));
      settle(Settlement.delivered(tried));
      assertThat(books()).isEqualTo(new Books(2, 0, 2, 0, 0, 0)).matches(Books::balanced);
    }

    @Test
    void isHandledOnceThoughAnOperatorSendsItAgainWhileItIsTried() {
      handleTheRest();
      Entry tried = onTrial();
      begin(tried);
      assertThat(lanes().retry(Topic.INBOX, "update/a1").join()).isTrue();
      assertThat(claim()).isEmpty();
      settle(Settlement.delivered(tried));
      assertThat(claim()).isEmpty();
      assertThat(books()).isEqualTo(new Books(2, 0, 2, 0, 0, 0)).matches(Books::balanced);
    }
  }
}
