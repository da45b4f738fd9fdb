package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/** Opens an existing H2 file and brings its schema up to date. */
public final class H2Connection {
  public static final String SUFFIX = ".mv.db";

  /** H2 splits a larger page. A commit rewrites every page that it touches, so pages are small. */
  static final long PAGE_BYTES = 4096;

  // Our own shutdown closes it: H2's hook would close it under handlers that still run.
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;IFEXISTS=TRUE;PAGE_SIZE="
          + PAGE_BYTES
          + ";AUTO_COMPACT_FILL_RATE="
          + H2ChunkCompactor.COPIED_BELOW
          + H2Checkpointer.NO_AUTO_COMMIT;

  /** The version of the newest migration. */
  static final String NEWEST_VERSION = "7";

  private static final String LATEST =
      "SELECT \"version\" FROM \"botfunnel_schema_history\" WHERE \"success\""
          + " ORDER BY \"installed_rank\" DESC LIMIT 1";

  private final Path path;
  private final JdbcDataSource source;
  private final CheckpointLock checkpointLock = new CheckpointLock();

  /**
   * Prepares connections to a file, without opening it.
   *
   * @param path absolute, without H2's {@code .mv.db}
   * @throws OutboxUnavailableException if the class path has an H2 that is not proven, or none
   */
  public H2Connection(Path path) {
    this(path, "file");
  }

  /**
   * Prepares connections to a file by one of H2's file systems.
   *
   * @param path absolute, without H2's {@code .mv.db}
   * @param scheme the scheme of the file system
   */
  H2Connection(Path path, String scheme) {
    this.path = path;
    ProvenH2.require(file());
    source = new JdbcDataSource();
    source.setURL("jdbc:h2:" + scheme + ":" + path + SETTINGS);
    source.setUser("botfunnel");
    source.setPassword("");
  }

  /** The file itself. */
  public Path file() {
    return Path.of(path + SUFFIX);
  }

  /**
   * Opens the file, after checking that its definitions are those of an outbox.
   *
   * @throws OutboxUnavailableException if they are not
   */
  public Session open() throws SQLException {
    H2Definitions.requireOurs(file());
    return openChecked();
  }

  /** Opens the file, whose definitions {@link H2Precheck} has checked just before. */
  Session openChecked() throws SQLException {
    Session session = begin(source.getConnection());
    try {
      if (!isUpToDate(session)) {
        migrate();
      }
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private Session begin(Connection connection) throws SQLException {
    return new Session(connection, new H2Dialect(new H2Checkpointer(connection, checkpointLock)));
  }

  /** Opens another connection to the file, which must be open and up to date. */
  Connection connect() throws SQLException {
    return source.getConnection();
  }

  /** The lock for what authors' connections do. */
  CheckpointLock checkpointLock() {
    return checkpointLock;
  }

  /** Reads Flyway's table, since loading Flyway takes longer than opening the file with H2. */
  private static boolean isUpToDate(Session session) {
    try {
      return session
          .first(LATEST, row -> row.getString(1))
          .filter(NEWEST_VERSION::equals)
          .isPresent();
    } catch (SQLException noSuchTable) {
      return false;
    }
  }

  private void migrate() {
    Flyway.configure()
        .dataSource(source)
        .table("botfunnel_schema_history")
        .locations("classpath:io/botfunnel/tracking/internal/store/h2")
        .load()
        .migrate();
  }
}
