package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.postgres.CuttableWire;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two workers on one PostgreSQL promise each other; each is a store of its own. */
@Tag("slow")
class PostgresSharedTest {
  /** Longer than a busy machine keeps a process waiting. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  private final String url = PostgresServer.shared().newDatabase();
  private CuttableWire wire;
  private Store first;
  private Store second;

  @BeforeEach
  void open() throws IOException {
    wire = CuttableWire.to(PostgresServer.shared().port());
    first = open(PostgresServer.by(url, wire.port()));
    second = open(url);
  }

  @AfterEach
  void close() throws IOException {
    wire.mend();
    first.close();
    second.close();
    wire.close();
  }

  private static Store open(String url) {
    return Store.open(url, new PlainWire(), LEASE, Clock.systemUTC());
  }

  private static NewEntry entry(String lane, String key) {
    return new NewEntry(Topic.OUTBOX, lane, "contact", key, "", "body of " + key);
  }

  private static List<Appended> append(Store store, NewEntry... entries) {
    return store.lanes().append(List.of(entries)).join();
  }

  private static List<Entry> claim(Store store) {
    return store.lanes().claim(Topic.OUTBOX, 1_000).join();
  }

  private static void deliver(Store store, List<Entry> entries) {
    store.lanes().settle(entries.stream().map(Settlement::delivered).toList()).join();
  }

  private static List<String> keys(List<Entry> entries) {
    return entries.stream().map(Entry::key).toList();
  }

  private static Books books(Store store) {
    return store.lanes().books(Topic.OUTBOX);
  }

  @Test
  void aLaneIsInOneWorkersHandsAtATime() {
    List<NewEntry> many =
        IntStream.range(0, 300).mapToObj(i -> entry("lane" + i % 100, "k" + i)).toList();
    first.lanes().append(many).join();
    List<CompletableFuture<List<Entry>>> claims = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Lanes lanes = i % 2 == 0 ? first.lanes() : second.lanes();
      claims.add(lanes.claim(Topic.OUTBOX, 10));
    }
    List<Entry> claimed = claims.stream().flatMap(claim -> claim.join().stream()).toList();
    assertThat(claimed).extracting(Entry::lane).doesNotHaveDuplicates();
    assertThat(claimed).hasSizeGreaterThan(50);
  }

  @Test
  void theirOrderWithinALaneIsThatOfAppendingWhicheverAppended() {
    for (int i = 0; i < 20; i++) {
      append(i % 2 == 0 ? first : second, entry("a", "a" + i));
    }
    List<String> moved = new ArrayList<>();
    while (moved.size() < 20) {
      Store one = moved.size() % 3 == 0 ? first : second;
      List<Entry> claimed = claim(one);
      // What one has read ahead is its own: so the other finds nothing.
      if (claimed.isEmpty()) {
        one = one == first ? second : first;
        claimed = claim(one);
      }
      moved.addAll(keys(claimed));
      deliver(one, claimed);
    }
    assertThat(moved)
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "a" + i).toList());
  }

  @Test
  void theSameRecordedByBothAtOnceCountsOnce() {
    List<NewEntry> some = IntStream.range(0, 50).mapToObj(i -> entry("l" + i, "k" + i)).toList();
    List<NewEntry> backwards = new ArrayList<>(some);
    Collections.reverse(backwards);
    CompletableFuture<List<Appended>> one = first.lanes().append(some);
    CompletableFuture<List<Appended>> other = second.lanes().append(backwards);
    List<Appended> all = new ArrayList<>(one.join());
    all.addAll(other.join());
    assertThat(Collections.frequency(all, Appended.QUEUED)).isEqualTo(50);
    assertThat(Collections.frequency(all, Appended.DUPLICATE)).isEqualTo(50);
    assertThat(books(first)).isEqualTo(new Books(50, 50, 0, 0, 0, 0)).isEqualTo(books(second));
  }

  @Test
  void whatALostOneHadInHandIsTakenOver() {
    append(second, entry("a", "a1"), entry("a", "a2"));
    List<Entry> inHand = claim(first);
    assertThat(keys(inHand)).containsExactly("a1");
    assertThat(claim(second)).isEmpty();
    wire.cut();
    List<Entry> taken = new ArrayList<>();
    await().until(() -> taken.addAll(claim(second)));
    assertThat(keys(taken)).containsExactly("a1");
    wire.mend();
    deliver(first, inHand);
    assertThat(claim(first)).as("its lease is another's now").isEmpty();
    assertThat(claim(second)).as("one at a time").isEmpty();
    deliver(second, taken);
    assertThat(keys(claim(second))).containsExactly("a2");
    assertThat(books(second)).isEqualTo(new Books(2, 1, 1, 0, 0, 0));
  }

  @Test
  void whoeverHearsLateThatItsWordCameKnowsThatItsLanesMayBeGone() {
    append(second, entry("a", "a1"), entry("a", "a2"));
    List<Entry> inHand = claim(first);
    // Within a quarter of a lease it gives its word, which then is on its way for longer than one.
    wire.cut();
    List<Entry> taken = new ArrayList<>();
    await().until(() -> taken.addAll(claim(second)));
    wire.mend();
    deliver(first, inHand);
    assertThat(claim(first)).as("a2, which it had read ahead").isEmpty();
  }

  @Test
  void whatIsAnothersByNowIsNotBegun() {
    append(second, entry("a", "a1"));
    List<Entry> inHand = claim(first);
    wire.cut();
    List<Entry> taken = new ArrayList<>();
    await().until(() -> taken.addAll(claim(second)));
    CompletableFuture<Optional<Suspicion>> begun = first.lanes().begin(inHand.get(0));
    wire.mend();
    assertThatThrownBy(begun::join)
        .hasCauseInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("claimed for too long");
    assertThat(second.lanes().begin(taken.get(0)).join()).isEmpty();
  }

  @Test
  void whoeverVanishesWhileRecordingHoldsUpNobodyForLong() throws InterruptedException {
    append(second, entry("a", "a1"));
    PostgresEngine vanishing =
        PostgresEngine.open(
            PostgresServer.by(url, wire.port()), Retention.DEFAULT, LEASE, Clock.systemUTC());
    CountDownLatch vanished = new CountDownLatch(1);
    try {
      vanishing.record(
          tx -> {
            tx.session().update("UPDATE lane SET topic = topic");
            // It is done again on another connection
            if (vanished.getCount() > 0) {
              wire.cut();
              vanished.countDown();
            }
            return null;
          });
      vanished.await();
      assertThat(second.lanes().append(List.of(entry("a", "a2"))))
          .succeedsWithin(LEASE.multipliedBy(5));
    } finally {
      wire.mend();
      vanishing.close();
    }
  }

  @Test
  void wordsOfOneTopicDoNotKeepAnotherFromBeingLookedAt() {
    AtomicInteger looks = new AtomicInteger();
    first.lanes().onDue(Topic.INBOX, looks::incrementAndGet);
    AtomicInteger words = new AtomicInteger();
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              append(second, entry("lane" + words.incrementAndGet(), "w" + words.get()));
              return looks.get() >= 2;
            });
    assertThat(words).hasValueGreaterThan(10);
  }

  @Test
  void eachKnowsHowManyOthersThereAre() {
    assertThat(first.others()).isEqualTo(1);
    second.close();
    assertThat(first.others()).isZero();
  }

  @Test
  void theBooksAreShownAsTheyWereWhileNobodyAnswers() {
    append(first, entry("a", "a1"));
    Books known = books(first);
    wire.cut();
    append(second, entry("b", "b1"));
    assertThat(books(first)).isEqualTo(known);
    assertThat(CompletableFuture.supplyAsync(() -> books(first)))
        .as("nobody waits for the next answer")
        .succeedsWithin(Duration.ofMillis(500));
    wire.mend();
    await().until(() -> books(first).accepted() == 2);
  }

  @Test
  void whatOneThatIsStoppedHadInHandIsFreeAtOnce() {
    append(second, entry("a", "a1"));
    claim(first);
    first.close();
    assertThat(keys(claim(second))).containsExactly("a1");
  }

  @Test
  void aStopOfPostgresqlIsSaidAndPasses(@TempDir Path folder) throws IOException {
    try (PostgresServer server = PostgresServer.start(folder);
        Store store = open(server.newDatabase())) {
      append(store, entry("a", "a1"), entry("a", "a2"));
      List<Entry> inHand = claim(store);
      server.stop();
      assertThatThrownBy(() -> append(store, entry("b", "b1")))
          .hasCauseInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("Waiting entries resume automatically");
      server.startAgain();
      await()
          .ignoreExceptionsInstanceOf(CompletionException.class)
          .untilAsserted(() -> deliver(store, inHand));
      assertThat(keys(claim(store))).contains("a2");
      await()
          .untilAsserted(
              () -> assertThat(append(store, entry("b", "b1"))).containsExactly(Appended.QUEUED));
    }
  }
}
