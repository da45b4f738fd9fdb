package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The heartbeat of this process among those that process entries of the same database. If it misses
 * for as long as a lease lasts, others may take over its lanes. Used by one writer's thread alone.
 */
public final class PostgresHeartbeat {
  /** The database clock in epoch milliseconds, since the clocks of the machines may differ. */
  static final String NOW_MS = "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint";

  /** The condition that nobody holds a lane, or only a dead worker does. */
  static final String IS_FREE =
      "(lane.worker_id IS NULL OR NOT EXISTS (SELECT 1 FROM worker"
          + " WHERE worker.id = lane.worker_id AND worker.lease_until_ms > "
          + NOW_MS
          + "))";

  /** How long a lease stays valid after its worker's last heartbeat. */
  public static final Duration LEASE = Duration.ofSeconds(10);

  private static final int HEARTBEATS_PER_LEASE = 4;

  private static final String HEARTBEAT =
      "INSERT INTO worker (id, lease_until_ms) VALUES (?, "
          + NOW_MS
          + " + ?) ON CONFLICT (id) DO UPDATE SET lease_until_ms = EXCLUDED.lease_until_ms";

  private final Duration lease;
  private long id;
  private long heartbeatAtNanos;

  /** A heartbeat was committed so late that others may have thought this worker dead. */
  private boolean inDoubt;

  /**
   * @param lease how long its leases stay valid after its last heartbeat
   */
  PostgresHeartbeat(Duration lease) {
    this.lease = lease;
  }

  /** The worker's number; 0 before the first heartbeat. */
  long id() {
    return id;
  }

  /** Whether the next heartbeat is due. */
  boolean isHeartbeatDue() {
    return id == 0 || sinceHeartbeat().compareTo(lease.dividedBy(HEARTBEATS_PER_LEASE)) >= 0;
  }

  /**
   * Whether the lease is valid: by its committed heartbeats, nobody can have taken over its lanes.
   */
  boolean isLeaseValid() {
    return id != 0 && !inDoubt && isWithinLease();
  }

  /**
   * Clears the doubt after the leases were read; a heartbeat committed later may raise it again.
   */
  void reconciled(Transaction tx) {
    tx.afterCommit(() -> inDoubt = false);
  }

  private boolean isWithinLease() {
    return sinceHeartbeat().compareTo(lease) < 0;
  }

  private Duration sinceHeartbeat() {
    return Duration.ofNanos(System.nanoTime() - heartbeatAtNanos);
  }

  /** Writes a heartbeat. */
  void heartbeat(Transaction tx) throws SQLException {
    long sentAtNanos = System.nanoTime();
    Session session = tx.session();
    if (id == 0) {
      id = session.first("SELECT nextval('worker_id')", row -> row.getLong(1)).orElseThrow();
    }
    session.update(HEARTBEAT, id, lease.toMillis());
    tx.afterCommit(() -> committed(sentAtNanos));
  }

  /** Others see the heartbeat at its commit; until then the previous one had to last. */
  private void committed(long sentAtNanos) {
    inDoubt = inDoubt || !isWithinLease();
    heartbeatAtNanos = sentAtNanos;
  }

  /** Takes or renews a duty for the length of a lease; false if another worker has it. */
  boolean takeDuty(Transaction tx, String duty) throws SQLException {
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

  /** How many other workers are alive. */
  int others(Session session) throws SQLException {
    return session
        .first(
            "SELECT count(*) FROM worker WHERE id <> ? AND lease_until_ms > " + NOW_MS,
            row -> row.getInt(1),
            id)
        .orElseThrow();
  }

  /** Deletes workers that have been dead for an hour. */
  static void purge(Session session) throws SQLException {
    session.update(
        "DELETE FROM worker WHERE lease_until_ms < " + NOW_MS + " - ?",
        Duration.ofHours(1).toMillis());
  }

  /** Releases all of this worker's leases and duties. */
  void leave(Transaction tx) throws SQLException {
    tx.session().update("DELETE FROM worker WHERE id = ?", id);
    tx.session().update("UPDATE duty SET until_ms = 0 WHERE worker_id = ?", id);
  }
}
