package io.botfunnel.tracking.internal.store.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.Contents;
import io.botfunnel.tracking.internal.store.Databases;
import io.botfunnel.tracking.internal.store.GivenOutbox;
import io.botfunnel.tracking.internal.store.OlderWords;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class MovingTest extends MovedOutbox {
  @Test
  void toPostgresqlAndBackHasAllOfIt() {
    String file = filled();
    Map<String, List<String>> before = Contents.of(file);
    assertThat(before)
        .as("of every table")
        .allSatisfy((name, rows) -> assertThat(rows).isNotEmpty());
    MoveResult there = move(file, database);
    assertThat(there.differences()).isEmpty();
    assertThat(there.outbox().waiting()).isEqualTo(7);
    assertThat(there.rows()).containsEntry("binding", 2L).containsEntry("purged", 2L);
    assertThat(Contents.of(database)).isEqualTo(before);
    assertThat(move(database, file("back")).complete()).isTrue();
    assertThat(Contents.of(file("back"))).isEqualTo(before);
    assertThatAllWasDeliveredOnceAndInOrder(deliverAll(file("back")));
  }

  @Test
  void toPostgresqlIsDeliveredFromThere() {
    move(filled(), database);
    List<Entry> delivered = deliverAll(database);
    assertThatAllWasDeliveredOnceAndInOrder(delivered);
    assertThat(delivered)
        .filteredOn(entry -> entry.key().equals("odd-1"))
        .extracting(Entry::body)
        .containsExactly("Привет 🚀 \uFFFD end");
  }

  /** What waits, was delivered, is purged to its key, was refused, and whose user is forgotten. */
  @Test
  void knowsWhatItHeldWhateverUidTheUserHasByThen() {
    move(filled(), database);
    try (Store store = open(database)) {
      report(store, new Bind(GivenOutbox.ANN, new ClickId("newer"), clock.instant()));
      List<Recordable> again = new ArrayList<>();
      again.add(Conversion.contact(GivenOutbox.ANN, clock.instant()));
      again.add(deposit("waits-0", "1", "USD"));
      again.add(deposit("known", "0.0001", "CLF"));
      again.add(deposit("refused", "25.50", "USD"));
      again.add(deposit("gone", "3", "EUR"));
      assertThat(again)
          .allSatisfy(each -> assertThat(report(store, each)).isEqualTo(Receipt.Outcome.DUPLICATE));
    }
  }

  private Conversion deposit(String id, String amount, String currency) {
    return Conversion.deposit(GivenOutbox.ANN, id, Money.of(amount, currency), clock.instant());
  }

  private static Receipt.Outcome report(Store store, Recordable happening) {
    return store.intake().record(List.of(happening)).join().get(0).outcome();
  }

  @Test
  void ofCountersInManySlotsHasTheirSums() {
    for (int i = 0; i < 5; i++) {
      try (Store store = open(database)) {
        Money money = Money.of("10", "USD");
        UserId user = new UserId(100 + i);
        store
            .intake()
            .record(List.of(Conversion.deposit(user, "s" + i, money, clock.instant())))
            .join();
      }
    }
    move(database, file("back"));
    try (Store store = open(file("back"))) {
      assertThat(store.lanes().books(Topic.OUTBOX).accepted()).isEqualTo(5);
      assertThat(store.operations().funnel(Period.HOUR).revenue())
          .singleElement()
          .satisfies(revenue -> assertThat(revenue.firstAmount()).isEqualByComparingTo("50"));
    }
  }

  @Test
  void numbersWhatFollowsBehindWhatIsThere() {
    String file = filled();
    move(file, database);
    goesOn(database);
    move(database, file("back"));
    goesOn(file("back"));
  }

  private void goesOn(String url) {
    try (Store store = open(url)) {
      long before =
          store.timeline(GivenOutbox.ANN, 99).stream().mapToLong(each -> each.id()).max().orElse(0);
      UserId other = new UserId(url.hashCode() & 0xffff);
      Receipt conflict =
          store
              .intake()
              .record(List.of(new Bind(other, new ClickId("abc"), clock.instant())))
              .join()
              .get(0);
      assertThat(conflict.outcome()).isEqualTo(Receipt.Outcome.CONFLICT);
      Money money = Money.of("2", "USD");
      store.operations().recordTest(GivenOutbox.ANN, money, "after-" + other, "test");
      assertThat(store.timeline(GivenOutbox.ANN, 99))
          .last()
          .satisfies(last -> assertThat(last.id()).isGreaterThan(before));
      assertThat(store.operations().audit(2))
          .extracting(AuditEntry::what)
          .containsExactly(
              "recorded a test deposit: dep-test-after-" + other, "moved here from " + from(store));
    }
  }

  private String from(Store store) {
    return store.operations().audit(2).get(1).what().replace("moved here from ", "");
  }

  @Test
  void ofTheLongestBodiesDoesNotReadAllOfThemAtOnce() {
    String file = file("outbox");
    try (Store store = open(file)) {
      IntStream.range(0, 20)
          .mapToObj(
              i ->
                  new NewEntry(
                      Topic.INBOX, "chat:" + i, "update", "k" + i, "", "я".repeat(1_000_000)))
          .forEach(entry -> store.lanes().append(List.of(entry)).join());
    }
    List<Long> batches = new ArrayList<>();
    Databases.move(
        file,
        database,
        OutboxMove.A_BATCH,
        clock,
        new MoveProgress() {
          @Override
          public void started(long rows, long alreadyCopied) {
            // Only the batches are looked at
          }

          @Override
          public void copied(long rows) {
            batches.add(rows);
          }
        });
    assertThat(batches.subList(0, 3)).containsExactly(2L, 9L, 9L);
    assertThat(deliverAll(database))
        .extracting(entry -> entry.body().length())
        .containsOnly(1_000_000);
  }

  @Test
  void ofHalfACharacterIsNotHeldUpByIt() {
    String file = file("outbox");
    try (Store store = open(file)) {
      store
          .lanes()
          .append(List.of(new NewEntry(Topic.INBOX, "chat:1", "update", "k", "", "half \uD83D")))
          .join();
    }
    assertThat(move(file, database).complete()).isTrue();
    assertThat(deliverAll(database)).extracting(Entry::body).containsExactly("half ?");
  }

  @Test
  void ofAnOutboxOfAnOlderVersionBringsItUpToDate() {
    GivenOutbox.in(database, clock);
    Contents.in(
        database,
        session -> {
          OlderWords.restoreInPostgres(session);
          session.execute("DROP TABLE worker_verdict");
          OlderWords.forget(session, "6");
        });
    assertThat(Store.exists(database)).isTrue();
    assertThat(move(database, file("back")).complete()).isTrue();
  }

  @Test
  void knowsEveryTableAndColumn() {
    Set<String> slots =
        MovedTable.COUNTERS.stream().map(table -> table + ".slot").collect(Collectors.toSet());
    Set<String> besides = columns(database);
    besides.removeAll(columns(filled()));
    assertThat(besides)
        .as("what PostgreSQL alone has")
        .containsAll(slots)
        .filteredOn(column -> !slots.contains(column))
        .containsExactlyInAnyOrder(
            "worker.id",
            "worker.lease_until_ms",
            "worker_verdict.worker_id",
            "worker_verdict.bot",
            "worker_verdict.process",
            "worker_verdict.verdict",
            "worker_verdict.since_ms",
            "worker_verdict.fresh_until_ms",
            "duty.name",
            "duty.worker_id",
            "duty.until_ms",
            "lane.worker_id",
            "lane.fencing_token",
            "outbox_name.name");
    assertThat(columns(database)).containsAll(columns(file("outbox")));
  }

  private Set<String> columns(String url) {
    Set<String> columns = new TreeSet<>();
    Contents.in(url, session -> columns.addAll(Contents.columns(session)));
    return columns;
  }

  @Test
  void theOldPlaceIsClosedForGoodAndSaysWhereItWent() {
    String file = filled();
    move(file, database);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("was moved to jdbc:postgresql://")
        .hasMessageContaining("Set tracking.outbox.url");
    move(database, file("back"));
    assertThatThrownBy(() -> open(database))
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("was moved to " + file("back"));
  }

  @Test
  void theOldPlaceIsNotMovedTwice() {
    String file = filled();
    move(file, database);
    assertThatThrownBy(() -> move(file, PostgresServer.shared().newDatabase()))
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("was moved to");
  }

  @Test
  void theOldPlaceStaysInUseWhereTheNewOneDiffers() {
    String file = filled();
    moveInPart(file, database, 1);
    Contents.in(
        database,
        session -> {
          session.update("DELETE FROM attribution");
          session.update(
              "INSERT INTO counter (topic, name, slot, n) VALUES ('outbox', 'refused', 9, 1)");
          session.update(
              "INSERT INTO revenue (span, currency, from_ms, is_first, slot, n, amount)"
                  + " VALUES ('day', 'GBP', 0, TRUE, 0, 1, 5)");
        });
    MoveResult moved = move(file, database);
    assertThat(moved.complete()).isFalse();
    assertThat(moved.differences())
        .anyMatch(each -> each.startsWith("rows of attribution: "))
        .anyMatch(each -> each.startsWith("books of outbox: accepted "))
        .anyMatch(each -> each.startsWith("revenue in GBP: nothing in " + file + ", 5 in "));
    assertThatThrownBy(() -> open(database)).hasMessageContaining("only in part there");
    assertThatAllWasDeliveredOnceAndInOrder(deliverAll(file));
  }
}
