package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.operations.Conflict;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps a bot's conflicts for the operator, each once. Limits keep anybody from filling the table.
 * Used within a transaction.
 */
public final class Conflicts {
  /** The first few show an operator what is going on. */
  private static final int MOST_OF_A_KEY = 10;

  private static final int MOST_BINDS_OF_A_USER = 20;
  private static final long A_DAY_MS = Duration.ofDays(1).toMillis();

  private final BotName bot;

  public Conflicts(BotName bot) {
    this.bot = bot;
  }

  /** Whether the conflict was kept before. */
  public boolean isKnown(Session session, String kind, String key, String offered)
      throws SQLException {
    return session.exists(
        "SELECT 1 FROM conflict WHERE bot = ? AND kind = ? AND entry_key = ? AND offered = ?",
        bot.value(),
        kind,
        key,
        offered);
  }

  /**
   * Whether one more conflict can be kept about this key and, for a bind, by this user. Until the
   * transaction ends, no other process counts these.
   */
  public boolean isBelowLimit(Transaction tx, String kind, String key, String offered)
      throws SQLException {
    lock(tx, kind, key);
    return ofKey(tx.session(), kind, key) < MOST_OF_A_KEY
        && (!kind.equals(Bind.KIND) || bindsOf(tx, offered) < MOST_BINDS_OF_A_USER);
  }

  private void lock(Transaction tx, String of, String name) throws SQLException {
    tx.session().dialect().lock(tx.session(), "conflict:%s:%s:%s".formatted(bot, of, name));
  }

  private long ofKey(Session session, String kind, String key) throws SQLException {
    return session
        .first(
            "SELECT COUNT(*) FROM conflict WHERE bot = ? AND kind = ? AND entry_key = ?",
            row -> row.getLong(1),
            bot.value(),
            kind,
            key)
        .orElse(0L);
  }

  private long bindsOf(Transaction tx, String user) throws SQLException {
    lock(tx, "user", user);
    return tx.session()
        .first(
            "SELECT COUNT(*) FROM conflict"
                + " WHERE bot = ? AND offered = ? AND kind = ? AND seen_at_ms > ?",
            row -> row.getLong(1),
            bot.value(),
            user,
            Bind.KIND,
            tx.nowMs() - A_DAY_MS)
        .orElse(0L);
  }

  /**
   * Keeps a new conflict.
   *
   * @param kind what was reported: "bind", or the name of the event
   * @param key the uid, or the event id
   * @param kept what stays
   * @param offered what was reported and rejected
   */
  public Conflict keep(Transaction tx, String kind, String key, String kept, String offered)
      throws SQLException {
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
    return new Conflict(kind, key, kept, offered, Instant.ofEpochMilli(tx.nowMs()));
  }

  /** Deletes up to {@code atMost} rows seen until that time, oldest first; returns how many. */
  public static int dropUntil(Session session, long untilMs, int atMost) throws SQLException {
    return session.update(
        "DELETE FROM conflict WHERE id IN"
            + " (SELECT id FROM (SELECT id, seen_at_ms FROM conflict ORDER BY id LIMIT ?) c"
            + " WHERE seen_at_ms <= ?)",
        atMost,
        untilMs);
  }

  /** Deletes the conflicts about an entry. */
  public void erase(Session session, String kind, String eid) throws SQLException {
    session.update(
        "DELETE FROM conflict WHERE bot = ? AND kind = ? AND entry_key = ?",
        bot.value(),
        kind,
        eid);
  }

  /**
   * Deletes the conflicts about the user's uids, and about uids of others that they tried to bind.
   */
  public void erase(Session session, UserId user, List<ClickId> uids) throws SQLException {
    for (ClickId uid : uids) {
      erase(session, Bind.KIND, uid.value());
    }
    session.update(
        "DELETE FROM conflict WHERE bot = ? AND offered = ? AND kind = ?",
        bot.value(),
        user.toString(),
        Bind.KIND);
    eraseReports(session, of(user));
  }

  /** Deletes the conflicts whose reports name the user. */
  private void eraseReports(Session session, String named) throws SQLException {
    String ending = "% " + named;
    session.update(
        "DELETE FROM conflict WHERE bot = ? AND kind <> ?"
            + " AND (offered = ? OR offered LIKE ? OR kept = ? OR kept LIKE ?)",
        bot.value(),
        Bind.KIND,
        named,
        ending,
        named,
        ending);
  }

  /** How a report names its user. */
  public static String of(UserId user) {
    return "of user " + user;
  }

  /** The latest conflicts, newest first. */
  public List<Conflict> latest(Session session, int limit) throws SQLException {
    return session.all(
        // The ORDER BY repeats the whole index from its first column; otherwise H2 sorts all rows.
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
