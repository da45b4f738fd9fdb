package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.WithinContract;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@Tag("slow")
class PostgresWithinTest extends WithinContract {
  private static final int PATIENCE_MS = 5_000;

  private final String url = PostgresServer.shared().newDatabase();

  @Override
  public String outbox() {
    return url;
  }

  @Override
  public void whileStopped(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, sql);
    }
  }

  /** The schema is not there. */
  @Override
  public Connection elsewhere() throws SQLException {
    return DriverManager.getConnection(url.replace("/postgres?", "/template1?"));
  }

  @Override
  public void makeOlder() {
    Flyway.configure()
        .dataSource(url, null, null)
        .table("botfunnel_schema_history")
        .locations("classpath:io/botfunnel/tracking/internal/store/postgres")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target("1")
        .load()
        .migrate();
  }

  private static Connection inTransaction(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    return connection;
  }

  @Test
  void theAuthorsOwnConnectionWithASearchPathOfItsOwnWillDo() throws SQLException {
    try (Connection connection = inTransaction(url.replaceAll("&currentSchema=\\w+", ""))) {
      ann(connection).contact();
      connection.commit();
    }
    awaitDelivered(1);
  }

  @Test
  void aConnectionToAnotherOutboxOfTheSameNamesIsRefused() throws SQLException {
    String name = "other_" + System.nanoTime();
    whileStopped("CREATE DATABASE " + name);
    String other = url.replace("/postgres?", "/" + name + "?");
    try (Connection connection = DriverManager.getConnection(other)) {
      execute(connection, "CREATE SCHEMA " + url.replaceAll(".*currentSchema=", ""));
    }
    Store.open(other, new PlainWire(), Attribution.LAST_CLICK, clock).close();
    try (Connection connection = inTransaction(other)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ann(connection).contact())
          .withMessageContaining("it is not to the database of the outbox");
    }
  }

  @Test
  void aConnectionToAnotherKindOfDatabaseIsRefused() throws SQLException {
    try (Connection connection = inTransaction("jdbc:h2:mem:")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ann(connection).contact())
          .withMessageContaining("it is not to the database of the outbox");
    }
  }

  @Test
  void anAuthorWithoutThePermissionLearnsWhatToGrant() throws SQLException {
    String author = "author_" + System.nanoTime();
    String schema = url.replaceAll(".*currentSchema=", "");
    whileStopped("CREATE ROLE " + author + " LOGIN");
    String his = url.replace("user=postgres", "user=" + author);
    try (Connection connection = inTransaction(his)) {
      assertThatThrownBy(() -> ann(connection).contact())
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("GRANT USAGE ON SCHEMA");
    }
    whileStopped("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, author));
    whileStopped("GRANT INSERT ON staged TO " + author);
    whileStopped("GRANT SELECT ON outbox_name TO " + author);
    try (Connection connection = inTransaction(his)) {
      ann(connection).contact();
      connection.commit();
    }
    awaitDelivered(1);
  }

  @Test
  void aTransactionThatHasFailedIsNamed() throws SQLException {
    try (Connection connection = inTransaction(url)) {
      assertThatThrownBy(() -> execute(connection, "SELECT 1/0")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> ann(connection).contact())
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("Roll that back");
    }
  }

  @Test
  void aCommitWakesWhoTakesAndARollbackDoesNot() throws SQLException {
    try (Connection listening = DriverManager.getConnection(url)) {
      execute(listening, "LISTEN " + PostgresRecorderRole.CHANNEL);
      rolledBack(connection -> ann(connection).contact());
      tracking.user(ANN).subscribed();
      assertThat(words(listening))
          .contains("outbox")
          .doesNotContain(PostgresStagingTarget.NOTIFICATION);
      committed(connection -> bob(connection).contact());
      List<String> heard = new ArrayList<>();
      while (!heard.contains(PostgresStagingTarget.NOTIFICATION)) {
        heard.addAll(words(listening));
      }
    }
  }

  private static List<String> words(Connection listening) throws SQLException {
    PGNotification[] heard = listening.unwrap(PGConnection.class).getNotifications(PATIENCE_MS);
    assertThat(heard).as("words within 5 s").isNotEmpty();
    return Arrays.stream(heard).map(PGNotification::getParameter).toList();
  }

  @Test
  void severalWorkersTakeEachOnce() throws SQLException {
    try (Tracking second = start(clock)) {
      for (int i = 0; i < 50; i++) {
        String id = Integer.toString(i);
        committed(connection -> ann(connection).deposit("25", "USD", id));
      }
      awaitNothingStaged();
      awaitDelivered(50);
      assertThat(second.health().outbox()).isEqualTo(books());
    }
  }
}
