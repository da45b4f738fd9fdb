package io.botfunnel.tracking.internal.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2 has committed an author's transaction, and the database breaks before that is on the device.
 */
class LostCommitTest {
  @TempDir Path folder;
  private final CountDownLatch writerIsHeld = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private H2Engine engine;

  @BeforeEach
  void open() throws SQLException {
    engine =
        new H2Engine(
            folder.resolve("outbox"), Retention.DEFAULT, MemtableLimits.here(), Clock.systemUTC());
    try (Connection author = engine.dataSource().getConnection()) {
      author.setAutoCommit(false);
      execute(author, "CREATE TABLE paid (n INT)");
      execute(author, "INSERT INTO paid VALUES (0)");
      author.commit();
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void isNotAcknowledged() throws Exception {
    Connection author = engine.dataSource().getConnection();
    author.setAutoCommit(false);
    execute(author, "INSERT INTO paid VALUES (1)");
    CompletableFuture<@Nullable Void> fault = engine.record(this::breakTheDatabase);
    writerIsHeld.await();
    CompletableFuture<@Nullable Void> commit = new CompletableFuture<>();
    Thread committing = new Thread(() -> commit(author, commit), "author");
    committing.start();
    await().until(() -> committing.getState() == Thread.State.WAITING);
    letGo.countDown();
    assertThatThrownBy(() -> Futures.await(fault)).isInstanceOf(OutboxUnavailableException.class);
    assertThatThrownBy(commit::get)
        .cause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
    assertThat(rows()).as("what was committed before").isEqualTo(1);
  }

  /**
   * Holds the writer until the author's commit waits behind it, then fails as a closed file does.
   */
  private @Nullable Void breakTheDatabase(Transaction tx) throws SQLException {
    writerIsHeld.countDown();
    try {
      letGo.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new SQLException("The file is closed", "90098");
  }

  private static void commit(Connection author, CompletableFuture<@Nullable Void> commit) {
    try {
      author.commit();
      commit.complete(null);
    } catch (SQLException e) {
      commit.completeExceptionally(e);
    }
  }

  private long rows() throws SQLException {
    try (Connection next = engine.dataSource().getConnection();
        Statement statement = next.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM paid")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
