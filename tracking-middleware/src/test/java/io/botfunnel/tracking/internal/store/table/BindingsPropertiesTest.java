package io.botfunnel.tracking.internal.store.table;

import static io.botfunnel.tracking.Theories.theory;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.operations.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;
import org.quicktheories.generators.SourceDSL;

/** What holds for whatever users bring along, in whatever order: a uid has one owner for ever. */
@Tag("slow")
final class BindingsPropertiesTest {
  private static final int STORIES = 100;
  private static final int PEOPLE = 3;
  private static final int NEW_UIDS_PER_DAY = 2;

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private int stories;

  /** A user arrives with a click, hours after the start before; by a start or by the hook. */
  private record Start(int user, int click, boolean tracked, int hours) {
    static Gen<Start> any() {
      return Generate.range(1, PEOPLE)
          .zip(Generate.range(1, 6), Generate.booleans(), Generate.range(0, 16), Start::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aUidBelongsToItsFirstUserAndAUserToTheClickOfThePolicy(Attribution policy) {
    BotOptions user =
        new BotOptions(BotName.UNNAMED, policy, false, NEW_UIDS_PER_DAY, DepositCeiling.NONE);
    String url = folder.resolve("outbox").toString();
    try (Store store = Store.open(url, new PlainWire(), user, Retention.DEFAULT, clock)) {
      theory(STORIES)
          .forAll(SourceDSL.lists().of(Start.any()).ofSizeBetween(1, 20))
          .checkAssert(story -> new Telling(store, policy).of(story));
    }
  }

  /** The rules, said with two maps. Every story has users and clicks of its own. */
  private final class Telling {
    private final Store store;
    private final Attribution policy;
    private final int number = stories++;
    private final Map<ClickId, UserId> owners = new HashMap<>();
    private final Map<UserId, ClickId> clicks = new HashMap<>();
    private final Map<UserId, List<Instant>> taken = new HashMap<>();
    private final Map<UserId, Set<String>> recorded = new HashMap<>();

    Telling(Store store, Attribution policy) {
      this.store = store;
      this.policy = policy;
    }

    void of(List<Start> story) {
      for (Start start : story) {
        clock.advance(Duration.ofHours(start.hours()));
        UserId user = user(start.user());
        ClickId uid = new ClickId(number + "-" + start.click());
        var happening =
            start.tracked()
                ? new TrackedStart(user, uid, clock.instant())
                : new Bind(user, uid, clock.instant());
        assertThat(store.intake().record(List.of(happening)).join().get(0).outcome())
            .isEqualTo(binds(user, uid, start.tracked()));
        compare();
      }
    }

    private Outcome binds(UserId user, ClickId uid, boolean start) {
      if (!owners.getOrDefault(uid, user).equals(user)) {
        return Outcome.CONFLICT;
      }
      if (!owners.containsKey(uid) && !mayTakeOne(user)) {
        return Outcome.TOO_MANY;
      }
      owners.put(uid, user);
      if (start) {
        recordedOf(user).add("contact-" + user);
      }
      if (policy == Attribution.FIRST_CLICK && !clicks.getOrDefault(user, uid).equals(uid)) {
        return Outcome.DUPLICATE;
      }
      clicks.put(user, uid);
      boolean isNew = recordedOf(user).add("bind-" + user + "-" + uid);
      return isNew ? Outcome.QUEUED : Outcome.DUPLICATE;
    }

    private boolean mayTakeOne(UserId user) {
      List<Instant> times = taken.computeIfAbsent(user, any -> new ArrayList<>());
      Instant dayAgo = clock.instant().minus(Duration.ofDays(1));
      boolean may = times.stream().filter(dayAgo::isBefore).count() < NEW_UIDS_PER_DAY;
      if (may) {
        times.add(clock.instant());
      }
      return may;
    }

    private void compare() {
      for (int person = 1; person <= PEOPLE; person++) {
        UserId user = user(person);
        assertThat(store.uidOf(user)).isEqualTo(Optional.ofNullable(clicks.get(user)));
        assertThat(store.timeline(user, 99))
            .extracting(Recorded::eid)
            .containsExactlyInAnyOrderElementsOf(recordedOf(user));
      }
      owners.forEach((uid, user) -> assertThat(store.userOf(uid)).contains(user));
    }

    private UserId user(int person) {
      return new UserId(10L * number + person);
    }

    private Set<String> recordedOf(UserId user) {
      return recorded.computeIfAbsent(user, any -> new TreeSet<>());
    }
  }
}
