package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.SQLException;
import java.time.Duration;

/**
 * This process among those that move entries from the same database. It says again and again that
 * it is alive; where it could not for as long as a lease lasts, others may take what was in its
 * hands. Used by one writer's thread alone.
 */
public final class PostgresHeartbeat {
  /** The time by the database's clock, epoch milliseconds: those of the machines may differ. */
  static final String NOW_MS = "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint";

  /** Of a lane in nobody's hands, or in those of a dead one. */
  static final String IS_FREE =
      "(lane.worker_id IS NULL OR NOT EXISTS (SELECT 1 FROM worker"
          + " WHERE worker.id = lane.worker_id AND worker.alive_until_ms > "
          + NOW_MS
          + "))";

  /** How long a lease outlives its worker's last word. */
  public static final Duration LEASE = Duration.ofSeconds(10);

  private static final int BEATS_A_LEASE = 4;

  private static final String BEAT =
      "INSERT INTO worker (id, alive_until_ms) VALUES (?, "
          + NOW_MS
          + " + ?) ON CONFLICT (id) DO UPDATE SET alive_until_ms = EXCLUDED.alive_until_ms";

  private final Duration lease;
  private long id;
  private long beatAtNanos;

  /** Its last word took so long to be heard that others may have thought it dead. */
  private boolean inDoubt;

  /**
   * @param lease how long its leases outlive its last word
   */
  PostgresHeartbeat(Duration lease) {
    this.lease = lease;
  }

  /** Its number; 0 before its first word. */
  long id() {
    return id;
  }

  /** Whether it is to say again that it is alive. */
  boolean isBeatDue() {
    return id == 0 || sinceBeat().compareTo(lease.dividedBy(BEATS_A_LEASE)) >= 0;
  }

  /** Whether nobody can have taken what is in its hands, as far as its committed words go. */
  boolean isSurelyAlive() {
    return id != 0 && !inDoubt && isWithinLease();
  }

  /** What is in its hands was looked up: a word that is said after it may raise another doubt. */
  void lookedUp(Transaction tx) {
    tx.afterCommit(() -> inDoubt = false);
  }

  private boolean isWithinLease() {
    return sinceBeat().compareTo(lease) < 0;
  }

  private Duration sinceBeat() {
    return Duration.ofNanos(System.nanoTime() - beatAtNanos);
  }

  /** Says that it is alive. */
  void beat(Transaction tx) throws SQLException {
    long saidAtNanos = System.nanoTime();
    Session session = tx.session();
    if (id == 0) {
      id = session.first("SELECT nextval('worker_id')", row -> row.getLong(1)).orElseThrow();
    }
    session.update(BEAT, id, lease.toMillis());
    tx.afterCommit(() -> heard(saidAtNanos));
  }

  /** Others hear it at the commit: until then the word before had to last. */
  private void heard(long saidAtNanos) {
    inDoubt = inDoubt || !isWithinLease();
    beatAtNanos = saidAtNanos;
  }

  /** Whether a duty is this worker's now: for as long as a lease, and again. */
  boolean takes(Transaction tx, String duty) throws SQLException {
    return tx.session()
            .update(
                "UPDATE duty SET worker_id = ?, until_ms = "
                    + NOW_MS
                    + " + ? WHERE name = ? AND (worker_id = ? OR until_ms < "
                    + NOW_MS
                    + ")",
                id,
                lease.toMillis(),
                duty,
                id)
        > 0;
  }

  /** How many others live. */
  int others(Session session) throws SQLException {
    return session
        .first(
            "SELECT count(*) FROM worker WHERE id <> ? AND alive_until_ms > " + NOW_MS,
            row -> row.getInt(1),
            id)
        .orElseThrow();
  }

  /** Forgets workers that have been dead for an hour. */
  static void purge(Session session) throws SQLException {
    session.update(
        "DELETE FROM worker WHERE alive_until_ms < " + NOW_MS + " - ?",
        Duration.ofHours(1).toMillis());
  }

  /** Lets go of all that is in its hands. */
  void leave(Transaction tx) throws SQLException {
    tx.session().update("DELETE FROM worker WHERE id = ?", id);
    tx.session().update("UPDATE duty SET until_ms = 0 WHERE worker_id = ?", id);
  }
}
