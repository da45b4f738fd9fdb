package io.botfunnel.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.NewEntry;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.lane.Settlement;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.operations.Audited;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.Moved;
import io.botfunnel.tracking.operations.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovingTest {
  private static final int FEW = 3;

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private final String database = PostgresServer.shared().newDatabase();

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String filled() {
    String file = file("outbox");
    GivenOutbox.in(file, clock);
    return file;
  }

  private Store open(String url) {
    return GivenOutbox.open(url, clock);
  }

  private Moved move(String from, String to) {
    return move(from, to, Quiet.PROGRESS);
  }

  private Moved move(String from, String to, MoveProgress progress) {
    return Moving.move(from, to, FEW, clock, progress);
  }

  /** It is stopped after so many batches. */
  private void moveInPart(String from, String to, int batches) {
    assertThatThrownBy(() -> move(from, to, new Stopping(batches))).isInstanceOf(Stopped.class);
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Stops it when so many batches are copied. */
  private static final class Stopping implements MoveProgress {
    private int batches;

    Stopping(int batches) {
      this.batches = batches;
    }

    @Override
    public void begun(long rows, long already) {
      if (batches == 0) {
        throw new Stopped();
      }
    }

    @Override
    public void copied(long rows) {
      if (--batches == 0) {
        throw new Stopped();
      }
    }
  }

  private static void deliver(Store store, Topic topic, List<Entry> delivered) {
    for (List<Entry> due = claim(store, topic); !due.isEmpty(); due = claim(store, topic)) {
      delivered.addAll(due);
      store.lanes().settle(due.stream().map(Settlement::delivered).toList()).join();
    }
  }

  private static List<Entry> claim(Store store, Topic topic) {
    return store.lanes().claim(topic, 100).join();
  }

  /** Moves what waits, an hour later. */
  private List<Entry> deliverAll(String url) {
    clock.advance(Duration.ofHours(2));
    List<Entry> delivered = new ArrayList<>();
    try (Store store = open(url)) {
      for (Topic topic : List.of(Topic.OUTBOX, Topic.INBOX, Topic.CONVERSIONS)) {
        deliver(store, topic, delivered);
        assertThat(store.lanes().books(topic)).matches(books -> books.balanced(), "balanced");
        assertThat(store.lanes().books(topic).waiting()).isZero();
      }
    }
    return delivered;
  }

  private static void assertThatAllWasDeliveredOnceAndInOrder(List<Entry> delivered) {
    List<String> keys = delivered.stream().map(Entry::key).toList();
    assertThat(delivered).extracting(Entry::id).doesNotHaveDuplicates();
    assertThat(keys)
        .containsSubsequence(
            "deposit/dep-waits-0",
            "deposit/dep-waits-1",
            "deposit/dep-waits-2",
            "deposit/dep-waits-3")
        .containsSubsequence("odd-1", "odd-2")
        .contains("update/9/1", "deposit/dep-put-off")
        .doesNotContain("deposit/dep-refused", "deposit/dep-gone", "handled");
    assertThat(delivered)
        .filteredOn(entry -> entry.topic().equals(Topic.OUTBOX))
        .as("all that waited")
        .hasSize(7);
  }

  @Nested
  class AMove {
    @Test
    void toPostgresqlAndBackHasAllOfIt() {
      String file = filled();
      Map<String, List<String>> before = Contents.of(file);
      assertThat(before)
          .as("of every table")
          .allSatisfy((name, rows) -> assertThat(rows).isNotEmpty());
      Moved there = move(file, database);
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
            store.timeline(GivenOutbox.ANN, 99).stream()
                .mapToLong(each -> each.id())
                .max()
                .orElse(0);
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
            .extracting(Audited::what)
            .containsExactly(
                "recorded a test deposit: dep-test-after-" + other,
                "moved here from " + from(store));
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
      Moving.move(
          file,
          database,
          Moving.A_BATCH,
          clock,
          new MoveProgress() {
            @Override
            public void begun(long rows, long already) {
              // Only the batches are looked at
            }

            @Override
            public void copied(long rows) {
              batches.add(rows);
            }
          });
      assertThat(batches.subList(0, 3)).containsExactly(9L, 9L, 2L);
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
            session.execute("DROP TABLE move_mark");
            session.execute("DROP TABLE move_step");
            session.update(
                "DELETE FROM \"botfunnel_schema_history\" WHERE \"version\" = ?",
                PostgresPool.NEWEST_VERSION);
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
              "worker.alive_until_ms",
              "duty.name",
              "duty.worker_id",
              "duty.until_ms",
              "lane.worker_id",
              "lane.fence",
              "outbox_name.name");
      assertThat(columns(database)).containsAll(columns(file("outbox")));
    }

    private Set<String> columns(String url) {
      Set<String> columns = new TreeSet<>();
      Contents.in(url, session -> columns.addAll(Contents.columns(session)));
      return columns;
    }
  }

  @Nested
  class CutOff {
    @Test
    void afterEachBatchItGoesOnThere() {
      String file = filled();
      Map<String, List<String>> before = Contents.of(file);
      moveInPart(file, database, 0);
      int cuts = untilItEnds(file, database);
      assertThat(cuts).isGreaterThan(20);
      assertThat(Contents.of(database)).isEqualTo(before);
      untilItEnds(database, file("back"));
      assertThat(Contents.of(file("back"))).isEqualTo(before);
    }

    private int untilItEnds(String from, String to) {
      for (int cuts = 0; ; cuts++) {
        try {
          assertThat(move(from, to, new Stopping(1)).complete()).isTrue();
          return cuts;
        } catch (Stopped stopped) {
          // Again
        }
      }
    }

    @Test
    void saysHowMuchIsCopiedAlready() {
      String file = filled();
      moveInPart(file, database, 2);
      List<Long> told = new ArrayList<>();
      move(
          file,
          database,
          new MoveProgress() {
            @Override
            public void begun(long rows, long already) {
              told.add(rows);
              told.add(already);
            }

            @Override
            public void copied(long rows) {
              told.set(1, told.get(1) + rows);
            }
          });
      assertThat(told.get(1)).as("in the end").isEqualTo(told.get(0));
    }

    @Test
    void byAStopOfPostgresqlItGoesOnOnceThatIsUp() throws IOException {
      String file = filled();
      Map<String, List<String>> before = Contents.of(file);
      try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
        String url = server.newDatabase();
        assertThatThrownBy(() -> move(file, url, stopping(server)))
            .isInstanceOf(OutboxUnavailableException.class);
        server.startAgain();
        assertThat(move(file, url).complete()).isTrue();
        assertThat(Contents.of(url)).isEqualTo(before);
      }
    }

    private MoveProgress stopping(PostgresServer server) {
      return new MoveProgress() {
        @Override
        public void begun(long rows, long already) {
          // It stops a moment later
        }

        @Override
        public void copied(long rows) {
          try {
            server.stop();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    }

    @Test
    void betweenItsTwoLastWordsItEndsWithoutCopying() {
      String file = filled();
      move(file, database);
      MoveMark gone = markIn(file);
      Contents.in(
          database,
          session -> new MoveMark(gone.move(), MoveMark.Part.ARRIVING, file).put(session));
      assertThatThrownBy(() -> open(file)).hasMessageContaining("was moved to");
      assertThatThrownBy(() -> open(database)).hasMessageContaining("only in part there");
      assertThat(move(file, database, new Stopping(0)).complete()).isTrue();
      open(database).close();
    }

    private MoveMark markIn(String url) {
      List<MoveMark> marks = new ArrayList<>();
      Contents.in(url, session -> MoveMark.of(session).ifPresent(marks::add));
      return marks.get(0);
    }

    @Test
    void letsNobodyUseWhatIsThereInPart() {
      moveInPart(filled(), database, 2);
      assertThatThrownBy(() -> open(database))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("only in part there")
          .hasMessageContaining(file("outbox"));
      moveInPart(seconds(), file("other"), 2);
      assertThatThrownBy(() -> open(file("other")))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("only in part there");
    }

    private String seconds() {
      String second = PostgresServer.shared().newDatabase();
      GivenOutbox.in(second, clock);
      return second;
    }

    @Test
    void isGivenUpByABotThatStartsOnTheOldOne() {
      String file = filled();
      moveInPart(file, database, 2);
      assertThatAllWasDeliveredOnceAndInOrder(deliverAll(file));
      assertThatThrownBy(() -> move(file, database))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("it holds a part of " + file)
          .hasMessageContaining("Name a new place");
      assertThat(move(file, PostgresServer.shared().newDatabase()).complete()).isTrue();
    }

    @Test
    void letsNobodyInWhileItGoesOn() {
      GivenOutbox.in(database, clock);
      Map<String, List<String>> before = Contents.of(database);
      Runnable starts =
          () ->
              assertThatThrownBy(() -> open(database))
                  .isInstanceOf(OutboxUnavailableException.class)
                  .hasMessageContaining("is being moved to or from another place");
      assertThat(move(database, file("back"), onceBegun(starts)).complete()).isTrue();
      assertThat(Contents.of(file("back"))).isEqualTo(before);
      String other = PostgresServer.shared().newDatabase();
      Runnable second =
          () ->
              assertThatThrownBy(() -> move(other, file("third")))
                  .hasMessageContaining("is in use from 127.0.0.1");
      assertThat(move(filled(), other, onceBegun(second)).complete()).isTrue();
    }

    @Test
    void isHeardOfByABotThatHadLostItsConnections() {
      try (Store bot = open(database)) {
        deposit(bot, "before").join();
        await()
            .ignoreExceptionsInstanceOf(OutboxUnavailableException.class)
            .until(
                () -> {
                  cutOff(database);
                  return move(database, file("back")).complete();
                });
        assertThatThrownBy(() -> deposit(bot, "behind").join())
            .rootCause()
            .hasMessageContaining("was moved to " + file("back"));
      }
      assertThat(Contents.of(file("back")).get("entry"))
          .noneMatch(row -> row.contains("behind"))
          .anyMatch(row -> row.contains("before"));
    }

    private CompletableFuture<List<Receipt>> deposit(Store bot, String id) {
      return bot.intake()
          .record(
              List.of(
                  Conversion.deposit(GivenOutbox.ANN, id, Money.of("1", "USD"), clock.instant())));
    }

    private void cutOff(String url) {
      String schema = url.replaceAll(".*currentSchema=", "");
      PostgresServer.shared()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                  + " AND (classid::bigint << 32 | objid::bigint) = hashtextextended('botfunnel %s', 0)"
                      .formatted(schema));
    }

    private MoveProgress onceBegun(Runnable what) {
      return new MoveProgress() {
        @Override
        public void begun(long rows, long already) {
          what.run();
        }

        @Override
        public void copied(long rows) {
          // Only the begin matters
        }
      };
    }
  }

  @Nested
  class TheOldPlace {
    @Test
    void isClosedForGoodAndSaysWhereItWent() {
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
    void isNotMovedTwice() {
      String file = filled();
      move(file, database);
      assertThatThrownBy(() -> move(file, PostgresServer.shared().newDatabase()))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("was moved to");
    }

    @Test
    void staysInUseWhereTheNewOneDiffers() {
      String file = filled();
      moveInPart(file, database, 1);
      Contents.in(
          database,
          session -> {
            session.update("DELETE FROM attribution");
            session.update(
                "INSERT INTO tally (topic, counted, slot, n) VALUES ('outbox', 'refused', 9, 1)");
            session.update(
                "INSERT INTO revenue (span, currency, from_ms, is_first, slot, n, amount)"
                    + " VALUES ('day', 'GBP', 0, TRUE, 0, 1, 5)");
          });
      Moved moved = move(file, database);
      assertThat(moved.complete()).isFalse();
      assertThat(moved.differences())
          .anyMatch(each -> each.startsWith("rows of attribution: "))
          .anyMatch(each -> each.startsWith("books of outbox: accepted "))
          .anyMatch(each -> each.startsWith("revenue in GBP: nothing in " + file + ", 5 in "));
      assertThatThrownBy(() -> open(database)).hasMessageContaining("only in part there");
      assertThatAllWasDeliveredOnceAndInOrder(deliverAll(file));
    }
  }

  @Nested
  class Refused {
    private void assertRefused(String from, String to, String... said) {
      assertThatThrownBy(() -> move(from, to)).hasMessageContainingAll(said);
    }

    @Test
    void whereAnAuthorsTransactionIsOpen() throws SQLException {
      Connection author;
      try (Store store = open(database)) {
        author = store.dataSource().getConnection();
        author.setAutoCommit(false);
        store.hand(author, Conversion.contact(GivenOutbox.ANN, clock.instant()));
      }
      try (author) {
        assertRefused(database, file("back"), "is in use from 127.0.0.1");
      }
    }

    @Test
    void isAFileThatABotRunsOn() {
      String file = filled();
      try (Store bot = open(file)) {
        assertRefused(file, database, file + " is in use", "Stop the bot");
        assertThat(bot.lanes().books(Topic.OUTBOX).balanced()).isTrue();
      }
      try (Store bot = open(file)) {
        String other = PostgresServer.shared().newDatabase();
        GivenOutbox.in(other, clock);
        assertRefused(other, file, file + " is in use", "Stop the bot");
        assertThat(bot.lanes().books(Topic.OUTBOX).balanced()).isTrue();
      }
    }

    @Test
    void isAPostgresqlThatABotRunsOn() {
      String file = filled();
      try (Store bot = open(database)) {
        assertRefused(database, file("back"), "is in use from 127.0.0.1", "Stop every bot");
        assertRefused(file, database, "is in use from 127.0.0.1", "Stop every bot");
        assertThat(bot.lanes().books(Topic.OUTBOX).balanced()).isTrue();
      }
    }

    @Test
    void isAPostgresqlWhoseBotIsOnlyThoughtDead() {
      try (Store bot = open(database)) {
        String schema = database.replaceAll(".*currentSchema=", "");
        PostgresServer.shared().execute("DELETE FROM %s.worker".formatted(schema));
        assertRefused(database, file("back"), "is in use from 127.0.0.1");
        assertThat(bot.lanes().books(Topic.OUTBOX).balanced()).isTrue();
      }
    }

    @Test
    void isANewPlaceThatHoldsSomething() {
      String file = filled();
      GivenOutbox.in(database, clock);
      assertRefused(file, database, "it holds an outbox", "Name a new place");
      assertRefused(database, file, "it holds an outbox", "Name a new place");
      open(file).close();
      open(database).close();
    }

    @Test
    void isANewPlaceWithAForgottenJournal() throws IOException {
      GivenOutbox.in(database, clock);
      String file = file("outbox");
      try (ChildJvm bot = ChildJvm.start(AppendingChild.class, file, "life", "30000")) {
        while (!bot.told().orElseThrow().startsWith("ack ")) {
          // It has not recorded anything yet
        }
        bot.kill();
      }
      Files.delete(Path.of(file + ".mv.db"));
      assertRefused(database, file, "it holds an outbox");
    }

    @Test
    void isANewPlaceFromWhichItWasMoved() {
      String file = filled();
      move(file, database);
      assertRefused(database, file, "it holds what was moved from it to jdbc:postgresql://");
    }

    @Test
    void isAPlaceThatIsOnlyInPartThere() {
      moveInPart(filled(), database, 1);
      assertRefused(database, file("back"), "only in part there");
    }

    @Test
    void isAMoveBetweenTwoOfAKind() {
      assertRefused(
          filled(), file("other"), "one is an H2 file and the other PostgreSQL", "backup");
      assertRefused(database, database, "pg_dump");
      assertThat(Path.of(file("other") + ".mv.db")).doesNotExist();
    }

    @Test
    void isAnOutboxThatIsNotThere() {
      assertRefused(file("nothing"), database, "There is no outbox at " + file("nothing"));
      assertThat(folder).isEmptyDirectory();
      assertRefused(database, file("back"), "There is no outbox at jdbc:postgresql://");
      assertThat(folder).isEmptyDirectory();
    }
  }
}
