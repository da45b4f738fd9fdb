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
import io.botfunnel.tracking.internal.store.queue.SaidVerdict;
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
  private Store telling;
  private Store asking;

  @BeforeEach
  void open() throws IOException {
    wire = CuttableWire.to(PostgresServer.shared().port());
    telling = open(PostgresServer.by(url, wire.port()));
    asking = open(url);
  }

  @AfterEach
  void close() throws IOException {
    wire.mend();
    telling.close();
    asking.close();
    wire.close();
  }

  private static Store open(String url) {
    return Store.open(url, new PlainWire(), LEASE, Clock.systemUTC());
  }

  private static List<String> words(Store store) {
    return store.othersSay().stream().map(SaidVerdict::word).toList();
  }

  @Test
  void isKnownAsSoonAsItIsSaidAndWhoSaysIt() {
    assertThat(asking.othersSay()).as("one that runs no bot says nothing").isEmpty();
    telling.says(word::get);
    assertThat(asking.othersSay())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.word()).isEqualTo("delivering");
              assertThat(said.process()).startsWith(ProcessHandle.current().pid() + "@");
              assertThat(said.fresh()).isTrue();
            });
    assertThat(telling.othersSay()).as("its own").isEmpty();
  }

  @Test
  void changesWithItsTimeAndKeepsThatWhileItIsRepeated() {
    telling.says(word::get);
    Instant begin = asking.othersSay().get(0).since();
    word.set("paused");
    await().atMost(PATIENCE).until(() -> words(asking).equals(List.of("paused")));
    Instant paused = asking.othersSay().get(0).since();
    assertThat(paused).isAfter(begin);
    AtomicInteger said = new AtomicInteger();
    telling.says(
        () -> {
          said.incrementAndGet();
          return word.get();
        });
    await().atMost(PATIENCE).until(() -> said.get() >= 3);
    assertThat(asking.othersSay().get(0).since()).isEqualTo(paused);
  }

  @Test
  void isNotHeardAnyMoreOnceTheLeaseHasRunOut() {
    telling.says(word::get);
    wire.cut();
    await().atMost(PATIENCE).until(() -> asking.othersSay().isEmpty());
    wire.mend();
    await().atMost(PATIENCE).until(() -> words(asking).equals(List.of("delivering")));
  }

  @Test
  void isOldIfTheBotDoesNotAnswerThoughItsProcessLives() {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean();
    telling.says(
        () -> {
          if (hangs.get()) {
            awaitQuietly(goOn);
          }
          return word.get();
        });
    hangs.set(true);
    await().atMost(PATIENCE).until(() -> !asking.othersSay().get(0).fresh());
    goOn.countDown();
    await().atMost(PATIENCE).until(() -> asking.othersSay().get(0).fresh());
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
    Store shopTelling = telling.besides(shop);
    try (Store shopAsking = asking.besides(shop)) {
      telling.says(word::get);
      shopTelling.says(() -> "held");
      assertThat(words(asking)).containsExactly("delivering");
      assertThat(words(shopAsking)).containsExactly("held");
      shopTelling.close();
      await().atMost(PATIENCE).until(() -> shopAsking.othersSay().isEmpty());
      assertThat(words(asking)).containsExactly("delivering");
      telling.close();
      assertThat(asking.othersSay()).isEmpty();
    }
  }
}
