package io.botfunnel.tracking.internal.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.botfunnel.tracking.internal.store.sql.Dialect;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.MoveMark;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one PostgreSQL database. Opening the first one brings the schema up to date.
 * Safe for use from any thread.
 */
public final class PostgresPool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresPool.class);

  /** The first version with what claiming needs: a WITH that is computed once. */
  private static final int OLDEST_VERSION = 12;

  private static final String MAY_MAKE_TABLES =
      "SELECT current_schema(), has_schema_privilege(current_schema(), 'CREATE')";

  /** Two writers, each of which may have given up a connection that is not closed yet. */
  private static final int MOST_CONNECTIONS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** No statement of ours takes that long; beyond it, the network is assumed to swallow packets. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  /** The longest time to count the rows of a large table. */
  private static final Duration LONGEST_COUNT = Duration.ofMinutes(10);

  public static final String NEWEST_VERSION = "7";

  /** The baseline version of a schema in which others may have tables. */
  private static final String BEFORE_OURS = "0";

  private static final String NO_TABLE = "42P01";
  private static final String NO_PERMISSION = "42501";
  private static final String NO_SCHEMA = "3F000";

  private static final String LATEST =
      "SELECT \"version\" FROM \"botfunnel_schema_history\" WHERE \"success\""
          + " ORDER BY \"installed_rank\" DESC LIMIT 1";

  private final String url;
  private final Duration lease;
  private final HikariDataSource pool;
  private volatile boolean upToDate;

  /**
   * @param url begins with {@code jdbc:postgresql:}; timeouts that it sets take precedence
   * @param lease how long a process that vanished within a transaction keeps its locks
   * @throws IllegalArgumentException if it is no such url
   */
  PostgresPool(String url, Duration lease) {
    this.url = url;
    this.lease = lease;
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(url));
    config.setPoolName("botfunnel-outbox");
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  private static PGSimpleDataSource source(String url) {
    PostgresUrl.require(url);
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setApplicationName("botfunnel");
      source.setConnectTimeout((int) PATIENCE.toSeconds());
      source.setLoginTimeout((int) PATIENCE.toSeconds());
      source.setSocketTimeout((int) LONGEST_ANSWER.toSeconds());
      source.setTcpKeepAlive(true);
      source.setProperty(PGProperty.REWRITE_BATCHED_INSERTS, "true");
      source.setUrl(url);
      return source;
    } catch (IllegalArgumentException secretInside) {
      throw PostgresUrl.notUnderstood(url);
    }
  }

  /**
   * Opens a connection for one writer, with the schema up to date and prepared statements kept. No
   * move of the outbox can begin until it is closed.
   *
   * @throws OutboxUnavailableException if the outbox was moved, or is being moved
   */
  Session open(Dialect dialect) throws SQLException {
    bringUpToDate();
    Connection connection = pool.getConnection();
    try {
      Session session = session(connection, dialect);
      session.execute("SET idle_in_transaction_session_timeout = " + lease.toMillis());
      session.commit();
      PostgresOutboxLock.SHARED.take(session, PostgresUrl.shown(url));
      MoveMark.admit(session, PostgresUrl.shown(url));
      session.commit();
      return session;
    } catch (SQLException | RuntimeException | Error e) {
      pool.evictConnection(connection);
      throw e;
    }
  }

  private static Session session(Connection connection, Dialect dialect) throws SQLException {
    Session session = new Session(connection, dialect);
    // Every query of ours is answered by an index, however old PostgreSQL's statistics are.
    session.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off");
    // Joins go row by row; a merge join would read everything that ever ended for each lane.
    session.execute("SET enable_mergejoin = off; SET enable_hashjoin = off");
    // Releases what a vanished machine holds soon, instead of after hours
    session.execute(
        "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3");
    session.commit();
    return session;
  }

  /**
   * Opens the only connection to the outbox, for a move, which counts whole tables. It also opens
   * an outbox that was moved.
   *
   * @throws OutboxUnavailableException if it is in use
   */
  Session openExclusive() throws SQLException {
    bringUpToDate();
    PGSimpleDataSource patient = source(url);
    patient.setSocketTimeout((int) LONGEST_COUNT.toSeconds());
    Session session = session(patient.getConnection(), new PostgresDialect(0));
    try {
      PostgresOutboxLock.EXCLUSIVE.take(session, PostgresUrl.shown(url));
      session.execute("SET synchronous_commit = off; SET statement_timeout = 0");
      session.execute("SET idle_in_transaction_session_timeout = 0");
      session.commit();
      return session;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Opens a connection outside the pool; the caller closes it. */
  Connection connection() throws SQLException {
    return source(url).getConnection();
  }

  private void bringUpToDate() throws SQLException {
    if (!upToDate) {
      // Not through the pool, which would retry for five seconds what cannot improve.
      try (Connection connection = connection()) {
        bringUpToDate(connection);
      }
      upToDate = true;
    }
  }

  /** Connections for an author, outside the pool. */
  DataSource authors() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  private void bringUpToDate(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST_VERSION) {
      throw new OutboxUnavailableException(
          "The outbox %s is a PostgreSQL %d. Use %d or later"
              .formatted(PostgresUrl.shown(url), version, OLDEST_VERSION));
    }
    if (!isUpToDate(connection)) {
      requireRightToMakeTables(connection);
      migrate();
    }
  }

  private static boolean isUpToDate(Connection connection) throws SQLException {
    return version(connection).filter(NEWEST_VERSION::equals).isPresent();
  }

  /** Reads Flyway's table directly, since Flyway itself takes longer to load. */
  private static Optional<String> version(Connection connection) throws SQLException {
    try (var asked = connection.prepareStatement(LATEST);
        var row = asked.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      if (NO_TABLE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Whether the tables exist, of this version or an older one.
   *
   * @throws OutboxUnavailableException if that cannot be determined, or they could not be created
   */
  boolean hasTables() {
    try (Connection connection = connection()) {
      Optional<String> version = version(connection).filter(any -> !any.equals(BEFORE_OURS));
      if (version.filter(NEWEST_VERSION::equals).isEmpty()) {
        requireRightToMakeTables(connection);
      }
      return version.isPresent();
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  private static void requireRightToMakeTables(Connection connection) throws SQLException {
    try (var asked = connection.prepareStatement(MAY_MAKE_TABLES);
        var row = asked.executeQuery()) {
      row.next();
      if (row.getString(1) == null) {
        throw new SQLException("none that its user may see is in the search path", NO_SCHEMA);
      }
      if (!row.getBoolean(2)) {
        throw new SQLException("permission denied to create tables", NO_PERMISSION);
      }
    }
  }

  private void migrate() {
    PGSimpleDataSource patient = source(url);
    patient.setSocketTimeout(0);
    Flyway.configure()
        .dataSource(patient)
        .table("botfunnel_schema_history")
        .locations("classpath:io/botfunnel/tracking/internal/store/postgres")
        .baselineOnMigrate(true)
        .baselineVersion(BEFORE_OURS)
        .load()
        .migrate();
  }

  /** Discards a connection for good. */
  void abandon(Session session) {
    pool.evictConnection(session.connection());
  }

  /** Explains the error in words that an operator can act on. */
  OutboxUnavailableException explain(Throwable e) {
    if (e instanceof OutboxUnavailableException already) {
      return already;
    }
    PostgresFault fault = PostgresFault.of(e);
    return new OutboxUnavailableException(
        "The outbox %s %s. %s.".formatted(PostgresUrl.shown(url), fault.what(e), fault.remedy()),
        e);
  }

  @Override
  public void close() {
    log.debug("closing the connections to {}", PostgresUrl.shown(url));
    pool.close();
  }
}
