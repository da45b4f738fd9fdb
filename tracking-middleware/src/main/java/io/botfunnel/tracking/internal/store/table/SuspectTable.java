package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statements on the table of entries that may have ended a process. */
public final class SuspectTable {
  public static final String DELETE = "DELETE FROM suspect WHERE id = ?";

  private static final String INSERT =
      "INSERT INTO suspect (id, topic, deaths, due_at_ms) VALUES (?, ?, ?, ?)";

  private static final String UPDATE = "UPDATE suspect SET deaths = ?, due_at_ms = ? WHERE id = ?";

  private static final String QUARANTINED =
      "SELECT topic, COUNT(*), MIN(due_at_ms) FROM suspect"
          + " WHERE topic IN (?, ?) AND due_at_ms IS NOT NULL GROUP BY topic ORDER BY topic";

  private SuspectTable() {}

  /** A row of the table. */
  public record Suspect(long id, Topic topic, Suspicion suspicion) {}

  public static List<Suspect> all(Session session) throws SQLException {
    return session.all("SELECT id, topic, deaths, due_at_ms FROM suspect", SuspectTable::read);
  }

  private static Suspect read(ResultSet row) throws SQLException {
    return new Suspect(row.getLong(1), Topic.named(row.getString(2)), suspicion(row, 3));
  }

  /**
   * Reads the columns {@code deaths} and {@code due_at_ms}.
   *
   * @param first the position of {@code deaths}
   */
  public static Suspicion suspicion(ResultSet row, int first) throws SQLException {
    return new Suspicion(row.getInt(first), row.getObject(first + 1, Long.class));
  }

  /** Writes a row, replacing the one with the same id. */
  public static void put(Session session, Suspect suspect) throws SQLException {
    Suspicion suspicion = suspect.suspicion();
    int known = session.update(UPDATE, suspicion.deaths(), suspicion.nextTrialAtMs(), suspect.id());
    if (known == 0) {
      session.update(
          INSERT,
          suspect.id(),
          suspect.topic().name(),
          suspicion.deaths(),
          suspicion.nextTrialAtMs());
    }
  }

  public static void remove(Session session, long id) throws SQLException {
    session.update(DELETE, id);
  }

  /**
   * The quarantined entries of a bot, counted by queue; topics are returned without the bot's name.
   */
  public static List<Quarantined> quarantined(Session session, BotName bot) throws SQLException {
    return session.all(
        QUARANTINED,
        row ->
            new Quarantined(
                Topic.named(row.getString(1)).kind(),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3))),
        Topic.CONVERSIONS.of(bot).name(),
        Topic.INBOX.of(bot).name());
  }

  /** Deletes the rows of entries that are settled for good or gone. */
  public static void purge(Session session) throws SQLException {
    session.update(
        "DELETE FROM suspect WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = suspect.id)"
            + " OR (due_at_ms IS NULL"
            + " AND EXISTS (SELECT 1 FROM settled WHERE settled.id = suspect.id))");
  }
}
