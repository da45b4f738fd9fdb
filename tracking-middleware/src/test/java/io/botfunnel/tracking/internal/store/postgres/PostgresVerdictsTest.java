package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.postgres.CuttableWire;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.queue.PublishedVerdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a process says of its bots, as another one on the same PostgreSQL hears it. */
@Tag("slow")
class PostgresVerdictsTest {
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String url = PostgresServer.shared().newDatabase();
  private final AtomicReference<String> word = new AtomicReference<>("delivering");
  private CuttableWire wire;
  private Store publishing;
  private Store reading;

  @BeforeEach
  void open() throws IOException {
    wire = CuttableWire.to(PostgresServer.shared().port());
    publishing = open(PostgresServer.by(url, wire.port()));
    reading = open(url);
  }

  @AfterEach
  void close() throws IOException {
    wire.mend();
    publishing.close();
    reading.close();
    wire.close();
  }

  private static Store open(String url) {
    return Store.open(url, new PlainWire(), LEASE, Clock.systemUTC());
  }

  private static List<String> words(Store store) {
    return store.otherVerdicts().stream().map(PublishedVerdict::word).toList();
  }

  @Test
  void isKnownAsSoonAsItIsSaidAndWhoSaysIt() {
    assertThat(reading.otherVerdicts()).as("one that runs no bot says nothing").isEmpty();
    publishing.publishVerdict(word::get);
    assertThat(reading.otherVerdicts())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.word()).isEqualTo("delivering");
              assertThat(said.process()).startsWith(ProcessHandle.current().pid() + "@");
              assertThat(said.fresh()).isTrue();
            });
    assertThat(publishing.otherVerdicts()).as("its own").isEmpty();
  }

  @Test
  void changesWithItsTimeAndKeepsThatWhileItIsRepeated() {
    publishing.publishVerdict(word::get);
    Instant begin = reading.otherVerdicts().get(0).since();
    word.set("paused");
    await().atMost(PATIENCE).until(() -> words(reading).equals(List.of("paused")));
    Instant paused = reading.otherVerdicts().get(0).since();
    assertThat(paused).isAfter(begin);
    AtomicInteger said = new AtomicInteger();
    publishing.publishVerdict(
        () -> {
          said.incrementAndGet();
          return word.get();
        });
    await().atMost(PATIENCE).until(() -> said.get() >= 3);
    assertThat(reading.otherVerdicts().get(0).since()).isEqualTo(paused);
  }

  @Test
  void isNotHeardAnyMoreOnceTheLeaseHasRunOut() {
    publishing.publishVerdict(word::get);
    wire.cut();
    await().atMost(PATIENCE).until(() -> reading.otherVerdicts().isEmpty());
    wire.mend();
    await().atMost(PATIENCE).until(() -> words(reading).equals(List.of("delivering")));
  }

  @Test
  void isOldIfTheBotDoesNotAnswerThoughItsProcessLives() {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean();
    publishing.publishVerdict(
        () -> {
          if (hangs.get()) {
            awaitQuietly(goOn);
          }
          return word.get();
        });
    hangs.set(true);
    await().atMost(PATIENCE).until(() -> !reading.otherVerdicts().get(0).fresh());
    goOn.countDown();
    await().atMost(PATIENCE).until(() -> reading.otherVerdicts().get(0).fresh());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void isOfEachBotAndEndsWithIt() {
    BotOptions shop = new BotOptions(new BotName("shop"), Attribution.LAST_CLICK, false);
    Store shopPublishing = publishing.besides(shop);
    try (Store shopReading = reading.besides(shop)) {
      publishing.publishVerdict(word::get);
      shopPublishing.publishVerdict(() -> "held");
      assertThat(words(reading)).containsExactly("delivering");
      assertThat(words(shopReading)).containsExactly("held");
      shopPublishing.close();
      await().atMost(PATIENCE).until(() -> shopReading.otherVerdicts().isEmpty());
      assertThat(words(reading)).containsExactly("delivering");
      publishing.close();
      assertThat(reading.otherVerdicts()).isEmpty();
    }
  }
}
