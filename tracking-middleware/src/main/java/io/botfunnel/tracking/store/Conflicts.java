package io.botfunnel.tracking.store;

import java.sql.SQLException;

/** Keeps contradictions for the operator, each once. Used within a transaction. */
final class Conflicts {
  private Conflicts() {}

  /**
   * @param kind what was reported: "bind", or the name of the event
   * @param key the uid, or the event id
   * @param kept what stays
   * @param offered what was reported and not taken
   */
  static void keep(Transaction tx, String kind, String key, String kept, String offered)
      throws SQLException {
    boolean known =
        tx.session()
            .exists(
                "SELECT 1 FROM conflict WHERE kind = ? AND entry_key = ? AND offered = ?",
                kind,
                key,
                offered);
    if (!known) {
      tx.mustBeForced();
      tx.session()
          .update(
              "INSERT INTO conflict (kind, entry_key, kept, offered, seen_at_ms)"
                  + " VALUES (?, ?, ?, ?, ?)",
              kind,
              key,
              kept,
              offered,
              tx.nowMs());
    }
  }
}
