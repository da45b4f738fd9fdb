package io.botfunnel.tracking.internal.store.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.file.H2Connection;
import io.botfunnel.tracking.internal.store.operations.EntryQueries;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FlaggedTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A claim looks at what is due, however much is settled or waits behind. */
class ClaimPlanTest {
  private static final int SETTLED = 500;
  private static final int BEHIND = 500;
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private Session session;

  @BeforeEach
  void aLongHistory() throws SQLException {
    Path path = folder.resolve("outbox");
    try (Store store =
        Store.open(path.toString(), new PlainWire(), Attribution.LAST_CLICK, clock)) {
      Lanes lanes = store.lanes();
      append(lanes, IntStream.range(0, SETTLED).mapToObj(i -> entry("done" + i, "done" + i)));
      lanes
          .settle(
              lanes.claim(Topic.OUTBOX, SETTLED).join().stream()
                  .map(Settlement::delivered)
                  .toList())
          .join();
      append(lanes, IntStream.range(0, BEHIND).mapToObj(i -> entry("busy", "busy" + i)));
      append(lanes, IntStream.range(0, 2).mapToObj(i -> entry("free" + i, "free" + i)));
    }
    session = new H2Connection(path).open();
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  private static void append(Lanes lanes, Stream<NewEntry> entries) {
    lanes.append(entries.toList()).join();
  }

  private static NewEntry entry(String lane, String key) {
    return new NewEntry(Topic.OUTBOX, lane, "contact", key, "", "body");
  }

  private int scanned(String select, @Nullable Object... values) throws SQLException {
    String plan =
        session.first("EXPLAIN ANALYZE " + select, row -> row.getString(1), values).orElseThrow();
    Matcher scanned = SCANNED.matcher(plan);
    assertThat(scanned.find()).as(plan).isTrue();
    return Integer.parseInt(scanned.group(1));
  }

  @Test
  void findingWhatIsDue() throws SQLException {
    assertThat(scanned(LaneTable.DUE, "outbox", clock.millis(), 100)).isLessThan(10);
  }

  @Test
  void lookingForTheNextDueTime() throws SQLException {
    assertThat(scanned(LaneTable.DUE, "outbox", Long.MAX_VALUE, 1)).isLessThan(10);
  }

  @Test
  void lookingForTheFirstOfALane() throws SQLException {
    long lane = KeyHash.of(Topic.OUTBOX, "busy").high();
    long head = LaneTable.headOf(session, lane).orElseThrow();
    assertThat(scanned(EntryTable.RUN, lane, head, 2)).isLessThan(10);
  }

  @Test
  void lookingForTheNewestOfAQueue() throws SQLException {
    assertThat(scanned(EntryQueries.OF_TOPIC, "outbox", Long.MAX_VALUE, 2)).isLessThan(10);
  }

  @Test
  void lookingForTheNewestOfALane() throws SQLException {
    long lane = KeyHash.of(Topic.OUTBOX, "busy").high();
    assertThat(scanned(EntryQueries.OF_LANE, lane, Long.MAX_VALUE, 2)).isLessThan(10);
  }

  @Test
  void lookingForWhatWasRefused() throws SQLException {
    for (int id = 1; id <= 500; id++) {
      FlaggedTable.add(session, Topic.OUTBOX, FlaggedTable.REFUSED, id);
    }
    assertThat(scanned(FlaggedTable.IDS, "outbox", "refused", Long.MAX_VALUE, 2)).isLessThan(10);
  }

  @Test
  void lookingForTheOldestThatWaits() throws SQLException {
    assertThat(scanned(LaneTable.LOWEST_HEAD, "outbox")).isLessThan(10);
  }

  @Test
  void lookingForAKey() throws SQLException {
    KeyHash key = KeyHash.of(Topic.OUTBOX, "busy7");
    assertThat(scanned(EntryTable.KEY, key.high(), key.low())).isLessThan(10);
  }
}
