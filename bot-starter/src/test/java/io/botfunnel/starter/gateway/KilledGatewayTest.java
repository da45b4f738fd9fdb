package io.botfunnel.starter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway is killed (SIGKILL) again and again under load, while partners repeat everything until
 * they are answered 200; in the end each deposit is there exactly once. {@code
 * -Dbotfunnel.kills=100} asks for more of it.
 */
@Tag("slow")
class KilledGatewayTest {
  private static final Logger log = LoggerFactory.getLogger(KilledGatewayTest.class);
  private static final int KILLS = Thoroughness.of("botfunnel.kills", 2, 3);
  private static final int PARTNERS = 6;
  private static final int MOST_IN_A_LIFE = 250;

  @TempDir Path folder;
  @AutoClose private final XtrackerServer xtracker = XtrackerServer.start();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final long seed = Long.getLong("botfunnel.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void losesNothingAndDoublesNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PARTNERS);
    try (Lives lives = new Lives(folder.resolve("outbox"), xtracker)) {
      List<Future<Integer>> partners = new ArrayList<>();
      for (int number = 0; number < PARTNERS; number++) {
        partners.add(
            threads.submit(
                new RepeatingPartner(
                    number, lives, acknowledged, enough, new Random(seed + number))));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        liveAndDie(lives, partners);
      }
      lives.begin();
      enough.set(true);
      int sent = 0;
      for (Future<Integer> partner : partners) {
        sent += partner.get();
      }
      assertThat(acknowledged).as("seed %d", seed).hasSize(sent).doesNotHaveDuplicates();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> xtracker.ledger().events().size() >= acknowledged.size());
    } finally {
      threads.shutdownNow();
    }
    assertEachIsThereOnce();
    log.info("{} kills, {} deposits, each counted once", KILLS, acknowledged.size());
  }

  private void liveAndDie(Lives lives, List<Future<Integer>> partners) throws Exception {
    lives.begin();
    int until = acknowledged.size() + 1 + random.nextInt(MOST_IN_A_LIFE);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> acknowledged.size() >= until || partners.stream().anyMatch(Future::isDone));
    for (Future<Integer> partner : partners) {
      if (partner.isDone()) {
        throw new AssertionError("a partner has given up, seed " + seed + ": " + partner.get());
      }
    }
    lives.kill();
  }

  private void assertEachIsThereOnce() {
    assertThat(xtracker.ledger().events())
        .as("seed %d", seed)
        .extracting(RecordedEvent::eid)
        .containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThat(xtracker.ledger().revenue("USD")).isEqualByComparingTo("" + acknowledged.size());
    try (Tracking tracking = reopened()) {
      Books outbox = tracking.books(Topic.OUTBOX);
      assertThat(outbox).as("seed %d", seed).matches(Books::balanced, "balanced");
      assertThat(outbox.accepted()).isEqualTo(acknowledged.size());
      assertThat(tracking.books(Topic.CONVERSIONS).accepted())
          .as("what the bot is told, seed %d", seed)
          .isEqualTo(acknowledged.size());
    }
  }

  private Tracking reopened() {
    return Tracking.builder()
        .url(xtracker.url())
        .bearer(xtracker.bearer())
        .outbox(folder.resolve("outbox"))
        .start();
  }
}
