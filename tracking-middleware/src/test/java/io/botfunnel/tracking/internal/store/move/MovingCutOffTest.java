package io.botfunnel.tracking.internal.store.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.internal.store.Contents;
import io.botfunnel.tracking.internal.store.GivenOutbox;
import io.botfunnel.tracking.internal.store.OlderWords;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.table.MoveMark;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A move that ends before its end. */
@Tag("slow")
class MovingCutOffTest extends MovedOutbox {
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

  @Test
  void begunByAnOlderVersionItGoesOnThere() {
    String file = filled();
    Map<String, List<String>> before = Contents.of(file);
    moveInPart(file, database, 15);
    Contents.in(file, OlderWords::restoreInH2);
    Contents.in(database, OlderWords::restoreInPostgres);
    assertThat(move(file, database).complete()).isTrue();
    assertThat(Contents.of(database)).isEqualTo(before);
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
    List<Long> counts = new ArrayList<>();
    move(
        file,
        database,
        new MoveProgress() {
          @Override
          public void started(long rows, long alreadyCopied) {
            counts.add(rows);
            counts.add(alreadyCopied);
          }

          @Override
          public void copied(long rows) {
            counts.set(1, counts.get(1) + rows);
          }
        });
    assertThat(counts.get(1)).as("in the end").isEqualTo(counts.get(0));
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
      public void started(long rows, long alreadyCopied) {
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
        database, session -> new MoveMark(gone.move(), MoveMark.Part.ARRIVING, file).put(session));
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
      public void started(long rows, long alreadyCopied) {
        what.run();
      }

      @Override
      public void copied(long rows) {
        // Only the begin matters
      }
    };
  }
}
