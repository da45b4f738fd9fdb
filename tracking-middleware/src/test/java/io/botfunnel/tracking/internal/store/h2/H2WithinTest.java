package io.botfunnel.tracking.internal.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.botfunnel.tracking.internal.store.Logged;
import io.botfunnel.tracking.internal.store.WithinContract;
import io.botfunnel.tracking.internal.store.h2.disk.FreeDiskSpace;
import io.botfunnel.tracking.internal.store.h2.file.H2Checkpointer;
import io.botfunnel.tracking.internal.store.h2.file.H2Compaction;
import io.botfunnel.tracking.internal.store.h2.file.H2File;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class H2WithinTest extends WithinContract {
  private static final int LARGE = 20 << 20;

  @TempDir Path folder;

  @Override
  public String outbox() {
    return folder.resolve("outbox").toString();
  }

  private String url() {
    return "jdbc:h2:file:" + outbox();
  }

  @Override
  public void whileStopped(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), "botfunnel", "")) {
      execute(connection, sql);
    }
  }

  /** Of another outbox. */
  @Override
  public Connection elsewhere() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:mem:", "botfunnel", "");
  }

  @Override
  public void makeOlder() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url());
    source.setUser("botfunnel");
    source.setPassword("");
    Flyway.configure()
        .dataSource(source)
        .table("botfunnel_schema_history")
        .locations("classpath:io/botfunnel/tracking/internal/store/h2")
        .target("2")
        .load()
        .migrate();
  }

  @Test
  void aConnectionOfTheAuthorsOwnToTheFileIsRefused() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), "botfunnel", "")) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> ann(connection).contact())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Tracking.dataSource()");
    }
  }

  @Test
  void aCommitInOtherWordsIsSeenToo() throws SQLException {
    try (Connection connection = begun(open -> ann(open).contact())) {
      execute(connection, "COMMIT");
      awaitDelivered(1);
      ann(connection).subscribed();
      connection.setAutoCommit(true);
      awaitDelivered(2);
    }
  }

  @Test
  void aStatementKnowsTheConnectionWhoseCommitsAreForced() throws SQLException {
    try (Connection connection = begun(open -> {});
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("VALUES 1")) {
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(prepared.getConnection()).isSameAs(connection);
      assertThat(prepared.isWrapperFor(PreparedStatement.class)).isTrue();
    }
  }

  @Test
  void aConnectionIsGivenOnlyWhileTheOutboxIsOpen() {
    DataSource source = tracking.dataSource();
    tracking.close();
    assertThatThrownBy(source::getConnection)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("tracking was stopped");
  }

  @Test
  void aConnectionThatOutlivesTrackingIsNamedInTheLog() throws SQLException {
    try (Connection connection = begun(open -> {});
        Logged logged = new Logged()) {
      tracking.close();
      assertThat(logged.at(Level.WARN))
          .anyMatch(line -> line.contains("1 connections of Tracking"));
      execute(connection, "INSERT INTO payment (id) VALUES ('late')");
      assertThatThrownBy(connection::commit).hasMessageContaining("It was committed");
    }
  }

  /** An interrupt may close the file under everybody; it is opened again for whoever comes next. */
  @Test
  void anInterruptOfTheAuthorsThreadPasses() throws Exception {
    Thread author =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try {
                committed(
                    connection -> {
                      execute(
                          connection,
                          "CREATE TABLE large AS SELECT X, SPACE(1000) FROM SYSTEM_RANGE(1, 20000)");
                      ann(connection).contact();
                    });
              } catch (SQLException | OutboxUnavailableException passes) {
                // The transaction may be lost, and its caller learns that
              }
            });
    author.start();
    author.join();
    // H2 looks through all of the file for its newest chunk then, several times
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .ignoreExceptionsMatching(
            e -> e instanceof SQLException || e instanceof OutboxUnavailableException)
        .untilAsserted(() -> committed(connection -> bob(connection).contact()));
    await(() -> eids().contains("contact-" + BOB));
  }

  @Test
  void theFileIsMadeSmallOnceNobodyElseHasItOpen() throws SQLException, IOException {
    tracking.close();
    Path path = folder.resolve("outbox");
    Path whole = Path.of(path + ".mv.db");
    try (Session session = new H2File(path).open()) {
      fillAndEmpty(session);
      awaitPays(session, path, whole);
      assertThat(Files.size(whole)).isGreaterThan(LARGE);
      try (Connection another = new H2File(path).connect()) {
        assertThat(another.isValid(0)).isTrue();
        assertThat(new H2File(path).compact(session)).isFalse();
      }
      assertThat(new H2File(path).compact(session)).isTrue();
    }
    assertThat(Files.size(whole)).isLessThan(LARGE);
    tracking = start(clock);
    assertThat(column("SELECT id FROM payment")).containsExactly("kept");
  }

  /** The file is truncated if the data at its end can move into free space. */
  @Test
  void theFileGetsSmallerWhileAnAuthorHasItOpen() throws SQLException, IOException {
    tracking.close();
    Path path = folder.resolve("outbox");
    Path whole = Path.of(path + ".mv.db");
    try (Session session = new H2File(path).open()) {
      // H2 keeps what is dead for 45 s
      H2Checkpointer.of(session).store().setRetentionTime(0);
      fillAndEmpty(session);
      awaitPays(session, path, whole);
      try (Connection another = new H2File(path).connect()) {
        Awaitility.await()
            .until(
                () -> {
                  new H2File(path).force(session, false);
                  assertThat(new H2File(path).compact(session)).isFalse();
                  return Files.size(whole) < LARGE;
                });
        assertThat(another.isValid(0)).isTrue();
      }
    }
    tracking = start(clock);
    assertThat(column("SELECT id FROM payment")).containsExactly("kept");
  }

  /** H2 counts what is free a few commits later: so there have to be some. */
  private static void awaitPays(Session session, Path path, Path whole) {
    H2File file = new H2File(path);
    Awaitility.await()
        .until(
            () -> {
              file.force(session, false);
              return new H2Compaction(whole, new FreeDiskSpace(whole)).pays(session);
            });
  }

  private void fillAndEmpty(Session session) throws SQLException {
    session.execute("INSERT INTO payment (id) VALUES ('kept')");
    session.execute(
        "CREATE TABLE large AS SELECT X, RAWTOHEX(SECURE_RAND(500)) AS A"
            + " FROM SYSTEM_RANGE(1, 30000)");
    H2Checkpointer.of(session).force();
    session.execute("DROP TABLE large");
    session.commit();
  }
}
