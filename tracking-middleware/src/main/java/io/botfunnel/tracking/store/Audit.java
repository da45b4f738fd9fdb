package io.botfunnel.tracking.store;

import io.botfunnel.tracking.operations.Audited;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The statements on the table of what operators did. Used within a transaction. */
final class Audit {
  private static final int LONGEST_WHO = 40;
  private static final int LONGEST_WHAT = 400;

  private Audit() {}

  static void add(Transaction tx, String who, String what) throws SQLException {
    tx.mustBeForced();
    tx.session()
        .update(
            "INSERT INTO audit (at_ms, who, what) VALUES (?, ?, ?)",
            tx.nowMs(),
            Objects.requireNonNull(EntryTable.cut(who, LONGEST_WHO)),
            Objects.requireNonNull(EntryTable.cut(what, LONGEST_WHAT)));
  }

  /** Newest first. */
  static List<Audited> latest(Session session, int limit) throws SQLException {
    return session.all(
        "SELECT at_ms, who, what FROM audit ORDER BY id DESC LIMIT ?",
        row ->
            new Audited(Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3)),
        limit);
  }
}
