package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes bindings that were not used for years. Once a day it walks over all of them in small
 * steps, which needs no index. Used by one thread.
 */
public final class BindingAging {
  private static final long BETWEEN_WALKS_MS = Duration.ofDays(1).toMillis();

  private static final String NEXT =
      "SELECT uid, tg_id, bound_at_ms FROM binding WHERE bot = ? AND uid > ?"
          + " ORDER BY bot, uid LIMIT ?";

  private static final String DROP =
      "DELETE FROM binding WHERE bot = ? AND uid = ? AND bound_at_ms <= ?";

  /** The user's next click creates a new one. */
  private static final String DROP_ATTRIBUTION =
      "DELETE FROM attribution WHERE bot = ? AND tg_id = ? AND uid = ? AND NOT EXISTS"
          + " (SELECT 1 FROM binding b WHERE b.bot = attribution.bot AND b.uid = attribution.uid)";

  private final long keptMs;
  private long nextWalkMs;
  private @Nullable String bot;
  private String uid = "";

  public BindingAging(Duration kept) {
    this.keptMs = kept.toMillis();
  }

  private record Bound(String uid, long tgId, long usedMs) {}

  /** Does one step of a walk, if one is due; returns whether more steps follow. */
  public boolean step(Transaction tx, int atMost) throws SQLException {
    if (nextWalkMs > tx.nowMs() && nextWalkMs - tx.nowMs() <= BETWEEN_WALKS_MS) {
      return false;
    }
    Optional<String> of = bot == null ? botAfter(tx.session(), null) : Optional.of(bot);
    if (of.isEmpty()) {
      return end(tx);
    }
    List<Bound> some = some(tx.session(), of.get(), atMost);
    drop(tx, of.get(), some);
    if (some.size() == atMost) {
      bot = of.get();
      uid = some.get(some.size() - 1).uid();
      return true;
    }
    bot = botAfter(tx.session(), of.get()).orElse(null);
    uid = "";
    return bot == null ? end(tx) : true;
  }

  private boolean end(Transaction tx) {
    nextWalkMs = tx.nowMs() + BETWEEN_WALKS_MS;
    return false;
  }

  private static Optional<String> botAfter(Session session, @Nullable String before)
      throws SQLException {
    return before == null
        ? session
            .all("SELECT bot FROM binding ORDER BY bot LIMIT 1", row -> row.getString(1))
            .stream()
            .findFirst()
        : session
            .all(
                "SELECT bot FROM binding WHERE bot > ? ORDER BY bot LIMIT 1",
                row -> row.getString(1),
                before)
            .stream()
            .findFirst();
  }

  private List<Bound> some(Session session, String of, int atMost) throws SQLException {
    return session.all(
        NEXT, row -> new Bound(row.getString(1), row.getLong(2), row.getLong(3)), of, uid, atMost);
  }

  private void drop(Transaction tx, String of, List<Bound> some) throws SQLException {
    long untilMs = tx.nowMs() - keptMs;
    List<Bound> old = some.stream().filter(bound -> bound.usedMs() <= untilMs).toList();
    tx.session().batch(DROP, old.stream().map(b -> new Object[] {of, b.uid(), untilMs}).toList());
    tx.session()
        .batch(
            DROP_ATTRIBUTION, old.stream().map(b -> new Object[] {of, b.tgId(), b.uid()}).toList());
  }
}
