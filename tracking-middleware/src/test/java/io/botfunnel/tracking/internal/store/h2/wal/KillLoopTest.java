package io.botfunnel.tracking.internal.store.h2.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Promise 2: a hook that has returned has its event on disk. A child JVM appends at full speed and
 * is killed with SIGKILL again and again; {@code -Dbotfunnel.kills=200} asks for more of it.
 */
@Tag("slow")
class KillLoopTest {
  private static final Logger log = LoggerFactory.getLogger(KillLoopTest.class);
  private static final int KILLS = Thoroughness.of("botfunnel.kills", 3, 6);

  /** Entries in the memtable: with so few, it flushes all the time and truncates the WAL often. */
  private static final int A_LITTLE = 30;

  private static final int MUCH = 30_000;

  /**
   * All that was acknowledged is looked up after each kill: a file that only grows takes ever
   * longer.
   */
  private static final int LIVES_OF_A_FILE = 20;

  private static final int MOST_ACKNOWLEDGEMENTS_A_LIFE = 1_000;

  @TempDir Path temporary;
  private Path folder;
  private final Set<String> acknowledged = new HashSet<>();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @BeforeEach
  void begin() throws IOException {
    folder = Files.createTempDirectory(temporary, "outbox");
    acknowledged.clear();
  }

  @Test
  void losesNoAcknowledgedEvent() throws IOException {
    long all = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      liveAndDie("k" + kill);
      // A copy is looked into, so that the next life finds the file as the kill has left it.
      assertNothingIsLost(copy());
      if (kill % LIVES_OF_A_FILE == 0 || kill == KILLS) {
        assertNothingIsLost(outbox());
        all += acknowledged.size();
        log.info("{} kills, {} acknowledged events, none lost", kill, all);
        begin();
      }
    }
  }

  @Test
  void survivesAKillWhileTheFileIsMade() {
    try (ChildJvm child = start("first", A_LITTLE)) {
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> exists("outbox.new.mv.db") || exists("outbox.mv.db"));
      child.kill();
    }
    assertNothingIsLost(outbox());
  }

  private boolean exists(String name) {
    return Files.exists(folder.resolve(name));
  }

  private Path outbox() {
    return folder.resolve("outbox");
  }

  private ChildJvm start(String name, int limit) {
    return ChildJvm.start(AppendingChild.class, outbox().toString(), name, Integer.toString(limit));
  }

  private void liveAndDie(String name) {
    try (ChildJvm child = start(name, random.nextBoolean() ? A_LITTLE : MUCH)) {
      assertThat(child.nextReport()).contains("opening");
      String books = child.nextReport().orElse("it did not open");
      assertThat(books).as("books at reopening").startsWith("balanced ");
      assertThat(Integer.parseInt(books.substring(9)))
          .as("accepted by the file that was killed, seed %d", seed)
          .isGreaterThanOrEqualTo(acknowledged.size());
      for (int i = random.nextInt(MOST_ACKNOWLEDGEMENTS_A_LIFE); i > 0; i--) {
        acknowledge(child.nextReport().orElse("it died by itself"));
      }
      child.kill().forEach(this::acknowledge);
    }
  }

  private void acknowledge(String told) {
    assertThat(told).startsWith("ack ");
    acknowledged.add(told.substring(4));
  }

  private Path copy() throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy").resolve("outbox");
    Files.copy(Path.of(outbox() + ".mv.db"), Path.of(copy + ".mv.db"));
    for (String beside : List.of(".journal", ".mark")) {
      if (exists("outbox" + beside)) {
        Files.copy(Path.of(outbox() + beside), Path.of(copy + beside));
      }
    }
    return copy;
  }

  private void assertNothingIsLost(Path path) {
    try (Store store =
        Store.open(path.toString(), new PlainWire(), Attribution.LAST_CLICK, Clock.systemUTC())) {
      assertThat(eids(store)).as("seed %d", seed).containsAll(acknowledged);
      assertThat(store.lanes().books(Topic.OUTBOX)).matches(Books::balanced, "balanced");
      assertThat(store.lanes().books(Topic.INBOX)).matches(Books::balanced, "balanced");
      assertThat(store.lanes().books(Topic.INBOX).accepted()).isGreaterThanOrEqualTo(updates());
    }
  }

  private long updates() {
    return acknowledged.stream().filter(eid -> eid.startsWith("bind-")).count();
  }

  private static Set<String> eids(Store store) {
    Set<String> eids = new HashSet<>();
    IntStream.rangeClosed(1, AppendingChild.HOOK_THREADS + AppendingChild.UPDATE_THREADS)
        .mapToObj(UserId::new)
        .map(user -> store.timeline(user, Integer.MAX_VALUE))
        .flatMap(List::stream)
        .forEach(recorded -> eids.add(recorded.eid()));
    return eids;
  }
}
