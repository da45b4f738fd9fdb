package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.store.h2.H2Engine;
import io.botfunnel.tracking.internal.store.h2.MemtableLimits;
import io.botfunnel.tracking.internal.store.postgres.HeldUpTable;
import io.botfunnel.tracking.internal.store.queue.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2 writes one table after the other. It is held up between two of them, whoever can goes on
 * meanwhile, and what is in the file then is what a kill would leave: both halves of a transaction
 * or none.
 */
@Tag("slow")
class KilledBetweenTablesTest {
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  @TempDir Path folder;
  private H2Engine engine;
  private Connection author;
  private HeldUpTable between;

  @BeforeEach
  void open() throws SQLException {
    engine =
        new H2Engine(
            folder.resolve("outbox"), Retention.DEFAULT, MemtableLimits.here(), Clock.systemUTC());
    author = engine.dataSource().getConnection();
    author.setAutoCommit(false);
    for (String table : List.of("half", "held_up", "other_half")) {
      execute(author, "CREATE TABLE %s (n INT)".formatted(table));
    }
    between = HeldUpTable.of(author, "held_up");
  }

  @AfterEach
  void close() throws SQLException {
    between.letGo();
    author.close();
    engine.close();
  }

  @Test
  void aTransactionOfOursIsThereWholeOrNotAtAll() throws SQLException {
    between.hold();
    Futures.await(ours(FIRST));
    Thread storing = awaitStoring();
    CompletableFuture<@Nullable Void> second = ours(SECOND);
    await().until(() -> second.isDone() || storing.getName().equals("botfunnel-store"));
    between.letGo();
    awaitInFileWhole(SECOND);
  }

  @Test
  void aTransactionOfAnAuthorsIsThereWholeOrNotAtAll() throws SQLException {
    between.hold();
    Futures.await(ours(FIRST));
    awaitStoring();
    Thread paying = new Thread(() -> authors(SECOND), "author");
    paying.start();
    await().until(() -> paying.getState() == Thread.State.WAITING || !paying.isAlive());
    between.letGo();
    awaitInFileWhole(SECOND);
  }

  private CompletableFuture<@Nullable Void> ours(int n) {
    return engine.record(
        tx -> {
          tx.session().update("INSERT INTO half VALUES (?)", n);
          tx.session().update("INSERT INTO other_half VALUES (?)", n);
          return null;
        });
  }

  private void authors(int n) {
    try {
      execute(author, "INSERT INTO half VALUES (%d)".formatted(n));
      execute(author, "INSERT INTO other_half VALUES (%d)".formatted(n));
      // Not forced by the writer, as it is in other words
      execute(author, "COMMIT");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread awaitStoring() {
    return await()
        .until(() -> threads(KilledBetweenTablesTest::isStoring).findAny(), Optional::isPresent)
        .orElseThrow();
  }

  private static Stream<Thread> threads(Predicate<StackTraceElement[]> does) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> does.test(thread.getValue()))
        .map(Map.Entry::getKey);
  }

  private static boolean isStoring(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .anyMatch(frame -> frame.getMethodName().equals("collectChangedMapRoots"));
  }

  /** At any time until then, each transaction is in the file whole or not at all. */
  private void awaitInFileWhole(int n) {
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () -> {
              Path copy = copied();
              assertThat(numbers(copy, "other_half")).isEqualTo(numbers(copy, "half"));
              return numbers(copy, "half").contains(n);
            });
  }

  private Path copied() throws IOException {
    Path copy = folder.resolve("copy");
    Files.copy(
        folder.resolve("outbox.mv.db"),
        Path.of(copy + ".mv.db"),
        StandardCopyOption.REPLACE_EXISTING);
    return copy;
  }

  /** Empty as well while the file does not have the table yet. */
  private static List<Integer> numbers(Path file, String table) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + file, "botfunnel", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT n FROM %s ORDER BY n".formatted(table))) {
      List<Integer> numbers = new ArrayList<>();
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
      return numbers;
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1) {
        return List.of();
      }
      throw e;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
