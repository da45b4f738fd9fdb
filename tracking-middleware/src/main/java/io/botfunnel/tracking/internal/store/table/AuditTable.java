package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.operations.AuditEntry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The statements on the table of what operators did. Used within a transaction. */
public final class AuditTable {
  private static final int LONGEST_WHO = 40;
  private static final int LONGEST_WHAT = 400;

  private AuditTable() {}

  public static void add(Transaction tx, String who, String what) throws SQLException {
    tx.mustBeForced();
    tx.session()
        .update(
            "INSERT INTO audit (at_ms, who, what) VALUES (?, ?, ?)",
            tx.nowMs(),
            Objects.requireNonNull(EntryTable.cut(who, LONGEST_WHO)),
            Objects.requireNonNull(EntryTable.cut(what, LONGEST_WHAT)));
  }

  /** Deletes up to {@code atMost} rows until that time, oldest first; returns how many. */
  public static int dropUntil(Session session, long untilMs, int atMost) throws SQLException {
    return session.update(
        "DELETE FROM audit WHERE id IN"
            + " (SELECT id FROM (SELECT id, at_ms FROM audit ORDER BY id LIMIT ?) a"
            + " WHERE at_ms <= ?)",
        atMost,
        untilMs);
  }

  /** Removes a person's names from the recorded filters. */
  public static void erase(Session session, List<String> names) throws SQLException {
    for (String name : names) {
      List<Line> lines =
          session.all(
              "SELECT id, what FROM audit WHERE what LIKE ? ESCAPE '!'",
              row -> new Line(row.getLong(1), row.getString(2)),
              EntryTable.containing(name));
      for (Line line : lines) {
        session.update("UPDATE audit SET what = ? WHERE id = ?", line.without(name), line.id());
      }
    }
  }

  private record Line(long id, String what) {
    /** Matches the text form of {@code Filter}: {@code user=42, eid=contact-42}. */
    String without(String name) {
      String part = "\\b(user|uid|eid|reason)=[^,]*?(?<![A-Za-z0-9_])%s(?![A-Za-z0-9_])[^,]*";
      return what.replaceAll(part.formatted(Pattern.quote(name)), "$1=forgotten");
    }
  }

  /** The latest rows, newest first. */
  public static List<AuditEntry> latest(Session session, int limit) throws SQLException {
    return session.all(
        "SELECT at_ms, who, what FROM audit ORDER BY id DESC LIMIT ?",
        row ->
            new AuditEntry(
                Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3)),
        limit);
  }
}
