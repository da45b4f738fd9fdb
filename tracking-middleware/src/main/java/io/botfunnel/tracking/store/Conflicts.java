package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.Conflict;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps a bot's contradictions for the operator, each once. Used within a transaction. */
final class Conflicts {
  private final BotName bot;

  Conflicts(BotName bot) {
    this.bot = bot;
  }

  /**
   * Keeps a contradiction, and tells it where it is new; empty where it was kept before.
   *
   * @param kind what was reported: "bind", or the name of the event
   * @param key the uid, or the event id
   * @param kept what stays
   * @param offered what was reported and not taken
   */
  Optional<Conflict> keep(Transaction tx, String kind, String key, String kept, String offered)
      throws SQLException {
    boolean known =
        tx.session()
            .exists(
                "SELECT 1 FROM conflict"
                    + " WHERE bot = ? AND kind = ? AND entry_key = ? AND offered = ?",
                bot.value(),
                kind,
                key,
                offered);
    if (known) {
      return Optional.empty();
    }
    tx.mustBeForced();
    tx.session()
        .update(
            "INSERT INTO conflict (bot, kind, entry_key, kept, offered, seen_at_ms)"
                + " VALUES (?, ?, ?, ?, ?, ?)",
            bot.value(),
            kind,
            key,
            kept,
            offered,
            tx.nowMs());
    return Optional.of(new Conflict(kind, key, kept, offered, Instant.ofEpochMilli(tx.nowMs())));
  }

  /** Forgets those about an entry. */
  void forget(Session session, String kind, String eid) throws SQLException {
    session.update(
        "DELETE FROM conflict WHERE bot = ? AND kind = ? AND entry_key = ?",
        bot.value(),
        kind,
        eid);
  }

  /** Forgets those about a user's uids, and about uids of others that he came with. */
  void forget(Session session, UserId user, List<ClickId> uids) throws SQLException {
    for (ClickId uid : uids) {
      forget(session, Bind.KIND, uid.value());
    }
    session.update(
        "DELETE FROM conflict WHERE bot = ? AND offered = ? AND kind = ?",
        bot.value(),
        user.toString(),
        Bind.KIND);
  }

  /** Newest first. */
  List<Conflict> latest(Session session, int limit) throws SQLException {
    return session.all(
        // The ORDER BY repeats the whole index from its first column, or H2 sorts all of it.
        "SELECT kind, entry_key, kept, offered, seen_at_ms FROM conflict WHERE bot = ?"
            + " ORDER BY bot DESC, id DESC LIMIT ?",
        row ->
            new Conflict(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5))),
        bot.value(),
        limit);
  }
}
