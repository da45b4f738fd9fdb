package io.botfunnel.tracking.internal.store.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.Contents;
import io.botfunnel.tracking.internal.store.GivenOutbox;
import io.botfunnel.tracking.internal.store.Quiet;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.wal.AppendingChild;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move that is killed with SIGKILL again and again, and one of a bot that was. */
@Tag("slow")
class MovingKilledTest {
  private static final int ENTRIES = 200;
  private static final int MOST_LIVES = Thoroughness.of("botfunnel.kills.moving", 3, 6);
  private static final int ACKNOWLEDGED = 300;

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private final String database = PostgresServer.shared().newDatabase();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void fill(String url) {
    GivenOutbox.in(url, clock);
    try (Store store = GivenOutbox.open(url, clock)) {
      List<NewEntry> many =
          IntStream.range(0, ENTRIES)
              .mapToObj(i -> new NewEntry(Topic.OUTBOX, "l" + i % 50, "contact", "k" + i, "", "b"))
              .toList();
      store.lanes().append(many).join();
    }
  }

  private void moveAndKill(String from, String to) {
    boolean complete = false;
    for (int life = 1; !complete; life++) {
      // The last one may live
      int steps = life < MOST_LIVES ? random.nextInt(15) : Integer.MAX_VALUE;
      try (ChildJvm child = ChildJvm.start(MovingChild.class, from, to, "20")) {
        Optional<String> report = Optional.of("started");
        for (int step = 0; step < steps && report.isPresent() && !complete; step++) {
          report = child.nextReport();
          complete = report.filter("complete true"::equals).isPresent();
        }
        assertThat(life < MOST_LIVES || complete).as("the last life, seed %d", seed).isTrue();
        complete |= child.kill().contains("complete true");
      }
    }
  }

  @Test
  void toPostgresqlEndsWithAllOfIt() {
    String file = file("outbox");
    fill(file);
    Map<String, List<String>> before = Contents.of(file);
    moveAndKill(file, database);
    assertThat(Contents.of(database)).as("seed %d", seed).isEqualTo(before);
  }

  @Test
  void toAFileEndsWithAllOfIt() {
    fill(database);
    Map<String, List<String>> before = Contents.of(database);
    moveAndKill(database, file("outbox"));
    assertThat(Contents.of(file("outbox"))).as("seed %d", seed).isEqualTo(before);
  }

  @Test
  void ofABotThatWasKilledLeavesNothingBehindThatWasAcknowledged() {
    String file = file("outbox");
    Set<String> acknowledged = new HashSet<>();
    try (ChildJvm bot = ChildJvm.start(AppendingChild.class, file, "life", "30000")) {
      while (acknowledged.size() < ACKNOWLEDGED) {
        String report = bot.nextReport().orElseThrow();
        if (report.startsWith("ack ")) {
          acknowledged.add(report);
        }
      }
      acknowledged.addAll(bot.kill());
    }
    assertThat(Path.of(file + ".journal")).isNotEmptyFile();
    MoveResult moved = Store.move(file, database, Clock.systemUTC(), Quiet.PROGRESS);
    assertThat(moved.differences()).isEmpty();
    try (Store store = GivenOutbox.open(database, clock)) {
      assertThat(eids(store)).containsAll(acknowledged);
    }
  }

  private static Set<String> eids(Store store) {
    Set<String> eids = new HashSet<>();
    for (Long before = Long.MAX_VALUE; before != null; ) {
      var page = store.operations().list(Filter.ALL, before, 1_000);
      page.entries().stream().map(Recorded::eid).forEach(eid -> eids.add("ack " + eid));
      before = page.next();
    }
    return eids;
  }
}
