package io.botfunnel.tracking.internal.store;

import static io.botfunnel.tracking.Theories.theory;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quicktheories.generators.Generate;

/**
 * What lanes promise under any story, whatever database holds them: they do what the {@link
 * LanesModel} does. Every story has a topic of its own, so that one store serves them all.
 */
public abstract class LanesProperties {
  private static final int LONGEST_STORY = 60;
  private static final String KIND = "event";

  public final SteppingClock clock = new SteppingClock();
  private Store store;
  private int topics;

  public abstract Store open();

  /** How many are told. */
  public int stories() {
    return 100;
  }

  @BeforeEach
  void start() {
    store = open();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void lanesDoWhatTheModelDoesWhateverHappens() {
    theory(stories())
        .forAll(LaneAction.stories(LONGEST_STORY))
        .checkAssert(story -> new Telling(newTopic()).of(story));
  }

  @Test
  void claimsAtTheSameTimeNeverShareAnEntryOrALane() {
    theory(50)
        .forAll(Generate.range(1, 8), Generate.range(1, 5), Generate.range(2, 6))
        .checkAssert(
            (lanes, limit, claimers) -> {
              Topic topic = newTopic();
              List<NewEntry> entries = new ArrayList<>();
              for (int i = 0; i < 3 * lanes; i++) {
                entries.add(entry(topic, "lane" + i % lanes, "k" + i, ""));
              }
              assertThat(lanes().append(entries).join()).hasSize(3 * lanes);
              List<Entry> claimed = claimAtOnce(topic, limit, claimers);
              assertThat(claimed).extracting(Entry::lane).doesNotHaveDuplicates();
              assertThat(claimed).hasSize(Math.min(lanes, limit * claimers));
            });
  }

  private List<Entry> claimAtOnce(Topic topic, int limit, int claimers) {
    // A forced write before them lets them wait together, as in a busy process.
    CompletableFuture<?> busy = lanes().append(List.of(entry(newTopic(), "busy", "busy", "")));
    List<CompletableFuture<List<Entry>>> claims = new ArrayList<>();
    for (int i = 0; i < claimers; i++) {
      claims.add(lanes().claim(topic, limit));
    }
    busy.join();
    return claims.stream().flatMap(claim -> claim.join().stream()).toList();
  }

  private Lanes lanes() {
    return store.lanes();
  }

  private Topic newTopic() {
    return new Topic("story-" + topics++, true);
  }

  private static NewEntry entry(Topic topic, String lane, String key, String fingerprint) {
    return new NewEntry(
        topic, lane, KIND, KIND + "/" + key, fingerprint, "body of " + key + fingerprint);
  }

  /** One story, told to the lanes and to the model. */
  private final class Telling {
    private final Topic topic;
    private final LanesModel model = new LanesModel();
    private final List<Entry> inHand = new ArrayList<>();

    Telling(Topic topic) {
      this.topic = topic;
    }

    void of(List<LaneAction> story) {
      for (int i = 0; i < story.size(); i++) {
        try {
          perform(story.get(i));
          compare();
        } catch (AssertionError e) {
          throw new AssertionError("after " + story.subList(0, i + 1), e);
        }
      }
    }

    private void perform(LaneAction action) {
      if (action instanceof LaneAction.Append append) {
        append(append);
      } else if (action instanceof LaneAction.Claim claim) {
        claim(claim.limit());
      } else if (action instanceof LaneAction.Begin begin) {
        hand(begin.which()).forEach(entry -> lanes().begin(entry).join());
      } else if (action instanceof LaneAction.End end) {
        hand(end.which()).forEach(entry -> lanes().end(entry).join());
      } else if (action instanceof LaneAction.Settle settle) {
        settle(settle);
      } else if (action instanceof LaneAction.SettleTwice twice) {
        hand(twice.which()).forEach(entry -> settleTwice(entry, twice));
      } else if (action instanceof LaneAction.Wait wait) {
        clock.advance(Duration.ofMillis(wait.millis()));
      } else if (action instanceof LaneAction.SendAgain again) {
        retry(KIND + "/k" + again.key());
      } else if (action instanceof LaneAction.Erase erase) {
        erase("k" + erase.key());
      } else if (action instanceof LaneAction.Clamp clamp) {
        clamp(now() + clamp.laterMs());
      } else {
        restart();
      }
    }

    private void append(LaneAction.Append append) {
      NewEntry entry =
          entry(topic, "lane" + append.lane(), "k" + append.key(), "f" + append.fingerprint());
      assertThat(lanes().append(List.of(entry)).join()).containsExactly(model.append(entry, now()));
    }

    /** Which of the lanes that are due come first is left to the store. */
    private void claim(int limit) {
      Set<String> claimable = model.claimable(now());
      List<Entry> claimed = lanes().claim(topic, limit).join();
      assertThat(claimed).hasSize(Math.min(limit, claimable.size()));
      assertThat(claimable).containsAll(claimed.stream().map(Entry::key).toList());
      claimed.forEach(this::assertAsAppended);
      inHand.addAll(claimed);
    }

    private void assertAsAppended(Entry claimed) {
      NewEntry entry = model.entry(claimed.key());
      LaneModel.Waiter waiter = model.claim(claimed.key());
      assertThat(claimed)
          .isEqualTo(
              new Entry(
                  claimed.id(),
                  topic,
                  entry.lane(),
                  entry.kind(),
                  entry.key(),
                  entry.body(),
                  waiter.attempts,
                  waiter.appendedAtMs));
    }

    private void settle(LaneAction.Settle settle) {
      List<Entry> some = List.copyOf(inHand.subList(0, Math.min(settle.howMany(), inHand.size())));
      long dueAtMs = now() + settle.laterMs();
      lanes()
          .settle(
              some.stream().map(it -> new Settlement(it, settle.result(), "why", dueAtMs)).toList())
          .join();
      some.forEach(it -> model.settle(it.key(), settle.result(), it.attempts(), dueAtMs, now()));
      inHand.removeAll(some);
    }

    private void settleTwice(Entry entry, LaneAction.SettleTwice twice) {
      lanes().settle(List.of(new Settlement(entry, twice.first(), "why", 0))).join();
      lanes().settle(List.of(new Settlement(entry, twice.second(), "again", 0))).join();
      model.settle(entry.key(), twice.first(), entry.attempts(), 0, now());
      inHand.remove(entry);
    }

    private void retry(String key) {
      assertThat(lanes().retry(topic, key).join()).isEqualTo(model.retry(key, now()));
    }

    private void erase(String eid) {
      Filter one = new Filter(topic, null, KIND, eid, null, null, null);
      assertThat(store.operations().erase(one, Long.MAX_VALUE, "test"))
          .isEqualTo(model.erase(KIND + "/" + eid, now()));
    }

    private void clamp(long latestMs) {
      assertThat(lanes().clampDue(topic, latestMs).join())
          .isEqualTo(model.clampDue(latestMs, now()));
    }

    private void restart() {
      store.close();
      store = open();
      inHand.clear();
      model.loseClaims();
    }

    private void compare() {
      assertThat(lanes().books(topic)).isEqualTo(model.books()).matches(Books::balanced);
      assertSameDue(lanes().nextDue(topic).join(), model.nextDue());
      assertThat(inHand).extracting(Entry::lane).as("one at a time").doesNotHaveDuplicates();
    }

    /** For how long something has been due says nothing to anybody. */
    private void assertSameDue(OptionalLong real, OptionalLong expected) {
      assertThat(real.stream().map(ms -> Math.max(ms, now())).boxed().toList())
          .isEqualTo(expected.stream().map(ms -> Math.max(ms, now())).boxed().toList());
    }

    private List<Entry> hand(int which) {
      return inHand.stream().skip(which - 1L).limit(1).toList();
    }

    private long now() {
      return clock.millis();
    }
  }
}
