package io.botfunnel.tracking.internal.store.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.outbox.Topic;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is known of a lane is all of it, or some, or nothing: never more than was read. */
class PrefetchedTest {
  static List<Entry> run(long... ids) {
    return LongStream.of(ids)
        .mapToObj(id -> new Entry(id, Topic.OUTBOX, "a", "contact", "k" + id, "", 0, 0))
        .toList();
  }

  @Test
  void isAllThereIsWhereTheRunIsShorterThanAskedFor() {
    assertThat(Prefetched.behindFirst(run(1, 2, 3), 4)).isEqualTo(new Prefetched(run(2, 3), true));
  }

  @Test
  void isSomeOfItWhereTheRunIsAsLongAsAskedFor() {
    assertThat(Prefetched.behindFirst(run(1, 2, 3), 3)).isEqualTo(new Prefetched(run(2, 3), false));
  }

  @Test
  void isWorthNothingOnceAnEntryWaitsBeforeItsLast() {
    Prefetched ahead = new Prefetched(run(5, 7), true);
    assertThat(ahead.with(6)).isEqualTo(Prefetched.NOTHING);
    assertThat(ahead.with(4)).isEqualTo(Prefetched.NOTHING);
  }

  @Test
  void isNotAllThereIsOnceAnEntryWaitsBehindIt() {
    Prefetched ahead = new Prefetched(run(5, 7), true);
    assertThat(ahead.with(8)).isEqualTo(new Prefetched(run(5, 7), false));
    assertThat(ahead.with(7)).as("its last itself").isEqualTo(new Prefetched(run(5, 7), false));
    assertThat(new Prefetched(List.of(), true).with(1)).isEqualTo(Prefetched.NOTHING);
  }
}
