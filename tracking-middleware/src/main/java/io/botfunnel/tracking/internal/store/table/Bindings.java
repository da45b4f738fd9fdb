package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who owns which uid, and which uid a user's events carry. Each bot has bindings of its own. The
 * column {@code bound_at_ms} holds when a uid was bound or, much later, used; its retention starts
 * then. Used within a transaction.
 */
public final class Bindings {
  private static final long A_DAY_MS = Duration.ofDays(1).toMillis();
  private static final long BETWEEN_USES_MS = Duration.ofDays(30).toMillis();

  /** Dates a reused uid back, so that it does not count as one of the day's new ones. */
  private static final long NOT_NEW_MS = 2 * A_DAY_MS;

  private final BotName bot;
  private final Attribution attribution;
  private final int newUidsPerDay;

  /**
   * @param newUidsPerDay how many new uids one user can bind within a day
   */
  public Bindings(BotName bot, Attribution attribution, int newUidsPerDay) {
    this.bot = bot;
    this.attribution = attribution;
    this.newUidsPerDay = newUidsPerDay;
  }

  /** The outcome of a bind. */
  public enum BindResult {
    /** The uid was free or the user's already; now it is theirs. */
    BOUND,
    /** The uid is the user's too, but their events keep the uid that they carry. */
    KEPT_FIRST,
    /** The uid belongs to another user. */
    OWNED_BY_ANOTHER,
    /** The uid stays free: the user has bound as many new uids as a day allows. */
    TOO_MANY
  }

  public BindResult bind(Transaction tx, Bind bind) throws SQLException {
    lock(tx, bind.uid());
    Optional<Used> owner = used(tx.session(), bind.uid());
    if (owner.isPresent() && owner.get().tgId() != bind.user().value()) {
      return BindResult.OWNED_BY_ANOTHER;
    }
    if (owner.isEmpty() && hasReachedLimit(tx, bind)) {
      return BindResult.TOO_MANY;
    }
    if (owner.isEmpty()) {
      own(tx, bind);
    }
    used(tx, owner);
    Optional<ClickId> current = uidOf(tx.session(), bind.user());
    if (keepsFirst(current, bind.uid())) {
      return BindResult.KEPT_FIRST;
    }
    if (!current.equals(Optional.of(bind.uid()))) {
      attribute(tx, bind, current.isPresent());
    }
    return BindResult.BOUND;
  }

  public Optional<UserId> ownerOf(Session session, ClickId uid) throws SQLException {
    return session.first(
        "SELECT tg_id FROM binding WHERE bot = ? AND uid = ?",
        row -> new UserId(row.getLong(1)),
        bot.value(),
        uid.value());
  }

  /**
   * Locks the uid until the transaction ends: no other transaction binds it, or records an event
   * under it while it has no owner.
   */
  public void lock(Transaction tx, ClickId uid) throws SQLException {
    tx.session().dialect().lock(tx.session(), "uid:%s:%s".formatted(bot, uid));
  }

  public Optional<ClickId> uidOf(Session session, UserId user) throws SQLException {
    return session.first(
        "SELECT uid FROM attribution WHERE bot = ? AND tg_id = ?",
        row -> new ClickId(row.getString(1)),
        bot.value(),
        user.value());
  }

  /** The uid for a user's event that is recorded now; this counts as a use of it. */
  public Optional<ClickId> useOf(Transaction tx, UserId user) throws SQLException {
    Optional<Used> used =
        tx.session()
            .first(
                "SELECT a.uid, b.bound_at_ms FROM attribution a"
                    + " LEFT JOIN binding b ON b.bot = a.bot AND b.uid = a.uid"
                    + " WHERE a.bot = ? AND a.tg_id = ?",
                row -> new Used(row.getString(1), user.value(), row.getLong(2)),
                bot.value(),
                user.value());
    return used(tx, used).map(found -> new ClickId(found.uid()));
  }

  /** The owner of a uid for an event that is recorded now; this counts as a use of it. */
  public Optional<UserId> useOf(Transaction tx, ClickId uid) throws SQLException {
    return used(tx, used(tx.session(), uid)).map(found -> new UserId(found.tgId()));
  }

  private Optional<Used> used(Session session, ClickId uid) throws SQLException {
    return session.first(
        "SELECT uid, tg_id, bound_at_ms FROM binding WHERE bot = ? AND uid = ?",
        row -> new Used(row.getString(1), row.getLong(2), row.getLong(3)),
        bot.value(),
        uid.value());
  }

  private record Used(String uid, long tgId, long lastMs) {}

  /** Updates the last use once a month, which is precise enough for a retention of years. */
  private Optional<Used> used(Transaction tx, Optional<Used> used) throws SQLException {
    if (used.isPresent() && used.get().lastMs() < tx.nowMs() - BETWEEN_USES_MS) {
      tx.session()
          .update(
              "UPDATE binding SET bound_at_ms = ? WHERE bot = ? AND uid = ?",
              tx.nowMs() - NOT_NEW_MS,
              bot.value(),
              used.get().uid());
    }
    return used;
  }

  /** The uids of a user, first the one that their events carry now. */
  public List<ClickId> uidsOf(Session session, UserId user) throws SQLException {
    List<ClickId> uids = new ArrayList<>();
    uidOf(session, user).ifPresent(uids::add);
    session.all(
        "SELECT uid FROM binding WHERE bot = ? AND tg_id = ? ORDER BY bound_at_ms DESC",
        row -> uids.add(new ClickId(row.getString(1))),
        bot.value(),
        user.value());
    return uids.stream().distinct().toList();
  }

  /** Removes all bindings of the user. */
  public void erase(Session session, UserId user) throws SQLException {
    session.update("DELETE FROM binding WHERE bot = ? AND tg_id = ?", bot.value(), user.value());
    session.update(
        "DELETE FROM attribution WHERE bot = ? AND tg_id = ?", bot.value(), user.value());
  }

  /**
   * Whether the user has reached the day's limit. It counts recorded binds, so it holds across
   * restarts. Until the transaction ends, no other process counts for this user.
   */
  private boolean hasReachedLimit(Transaction tx, Bind bind) throws SQLException {
    tx.session().dialect().lock(tx.session(), "new-uids:%s:%s".formatted(bot, bind.user()));
    long lately =
        tx.session()
            .first(
                "SELECT COUNT(*) FROM binding WHERE bot = ? AND tg_id = ? AND bound_at_ms > ?",
                row -> row.getLong(1),
                bot.value(),
                bind.user().value(),
                bind.occurredAt().toEpochMilli() - A_DAY_MS)
            .orElse(0L);
    return lately >= newUidsPerDay;
  }

  private boolean keepsFirst(Optional<ClickId> current, ClickId offered) {
    return attribution == Attribution.FIRST_CLICK
        && current.isPresent()
        && !current.get().equals(offered);
  }

  private void own(Transaction tx, Bind bind) throws SQLException {
    tx.mustBeForced();
    tx.session()
        .update(
            "INSERT INTO binding (bot, uid, tg_id, bound_at_ms) VALUES (?, ?, ?, ?)",
            bot.value(),
            bind.uid().value(),
            bind.user().value(),
            bind.occurredAt().toEpochMilli());
  }

  private void attribute(Transaction tx, Bind bind, boolean again) throws SQLException {
    tx.mustBeForced();
    tx.session()
        .update(
            again
                ? "UPDATE attribution SET uid = ? WHERE bot = ? AND tg_id = ?"
                : "INSERT INTO attribution (uid, bot, tg_id) VALUES (?, ?, ?)",
            bind.uid().value(),
            bot.value(),
            bind.user().value());
  }
}
