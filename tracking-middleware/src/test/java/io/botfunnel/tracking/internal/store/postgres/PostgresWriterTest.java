package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a writer sets up on a new connection holds for all that it commits there. */
@Tag("slow")
@Timeout(60)
class PostgresWriterTest {
  private static final String PREPARED = "prepared";

  private final PostgresPool pool =
      new PostgresPool(PostgresServer.shared().newDatabase(), Duration.ofSeconds(30));
  private final PostgresWriter writer =
      new PostgresWriter(
          "writer", pool, new PostgresDialect(0), new Naming(), due -> {}, Clock.systemUTC());

  @AfterEach
  void close() {
    writer.close();
    pool.close();
  }

  private String name() {
    return writer
        .submit(
            tx ->
                tx.session()
                    .first("SELECT current_setting('application_name')", row -> row.getString(1))
                    .orElseThrow())
        .join();
  }

  @Test
  void isThereFromTheFirstCommitOn() {
    assertThat(name()).isEqualTo(PREPARED);
  }

  @Test
  void isThereThoughTheFirstWorkOnANewConnectionIsRolledBack() {
    CompletableFuture<String> bad = writer.submit(PostgresWriterTest::failOnANewConnection);
    assertThatThrownBy(bad::join).hasRootCauseMessage("a fault of its own");
    assertThat(name()).isEqualTo(PREPARED);
  }

  /** Loses the connection at the first attempt, and fails by itself at the second. */
  private static String failOnANewConnection(Transaction tx) throws SQLException {
    if (tx.session().exists("SELECT 1 FROM pg_class WHERE relname = 'seen'")) {
      throw new IllegalStateException("a fault of its own");
    }
    tx.session().execute("CREATE TABLE seen (n INT)");
    tx.session().commit();
    tx.session().execute("SELECT pg_terminate_backend(pg_backend_pid())");
    return "unreachable";
  }

  /** Names its connection. */
  private static final class Naming implements PostgresWriter.Role {
    @Override
    public void opened(Transaction tx) throws SQLException {
      tx.session().execute("SET application_name = '" + PREPARED + "'");
    }

    @Override
    public void write(Transaction tx) {
      // Nothing to add
    }

    @Override
    public @Nullable TransactionWork<@Nullable Void> chore(long nowMs) {
      return null;
    }

    @Override
    public void end(Transaction tx) {
      // Nothing to end
    }
  }
}
