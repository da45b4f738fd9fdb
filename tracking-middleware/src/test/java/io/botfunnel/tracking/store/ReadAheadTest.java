package io.botfunnel.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Topic;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is known of a lane is all of it, or some, or nothing: never more than was read. */
class ReadAheadTest {
  static List<Entry> run(long... ids) {
    return LongStream.of(ids)
        .mapToObj(id -> new Entry(id, Topic.OUTBOX, "a", "contact", "k" + id, "", 0, 0))
        .toList();
  }

  @Test
  void isAllThereIsWhereTheRunIsShorterThanAskedFor() {
    assertThat(ReadAhead.behindFirst(run(1, 2, 3), 4)).isEqualTo(new ReadAhead(run(2, 3), true));
  }

  @Test
  void isSomeOfItWhereTheRunIsAsLongAsAskedFor() {
    assertThat(ReadAhead.behindFirst(run(1, 2, 3), 3)).isEqualTo(new ReadAhead(run(2, 3), false));
  }

  @Test
  void isWorthNothingOnceAnEntryWaitsBeforeItsLast() {
    ReadAhead ahead = new ReadAhead(run(5, 7), true);
    assertThat(ahead.with(6)).isEqualTo(ReadAhead.NOTHING);
    assertThat(ahead.with(4)).isEqualTo(ReadAhead.NOTHING);
  }

  @Test
  void isNotAllThereIsOnceAnEntryWaitsBehindIt() {
    ReadAhead ahead = new ReadAhead(run(5, 7), true);
    assertThat(ahead.with(8)).isEqualTo(new ReadAhead(run(5, 7), false));
    assertThat(ahead.with(7)).as("its last itself").isEqualTo(new ReadAhead(run(5, 7), false));
    assertThat(new ReadAhead(List.of(), true).with(1)).isEqualTo(ReadAhead.NOTHING);
  }
}
