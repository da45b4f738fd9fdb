package io.botfunnel.tracking.internal.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has PostgreSQL remove the dead rows of erased data at once, before its autovacuum would. What its
 * log and its backups keep is up to its administrator. Safe for use from any thread.
 */
final class PostgresVacuum {
  private static final Logger log = LoggerFactory.getLogger(PostgresVacuum.class);

  /** The tables that may hold a person's data. */
  private static final List<String> TABLES =
      List.of("staged", "audit", "conflict", "attribution", "binding", "settled", "entry");

  /** Less than our connections wait for an answer. */
  private static final String LONGEST = "SET statement_timeout = '15s'";

  private final PostgresPool pool;

  PostgresVacuum(PostgresPool pool) {
    this.pool = pool;
  }

  /** Vacuums the tables; returns what remains and why, each a sentence for an operator. */
  List<String> run() {
    try (Connection connection = pool.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(LONGEST);
      for (String table : TABLES) {
        statement.execute("VACUUM " + table);
      }
      return List.of();
    } catch (SQLException e) {
      log.debug("the tables were not vacuumed", e);
      return List.of(
          "dead rows of what was erased are left in PostgreSQL's tables (%s) until its autovacuum takes them away, or VACUUM entry does"
              .formatted(e.getMessage()));
    }
  }
}
