package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.queue.Purger;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.internal.store.table.SuspectTable;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The role of the writer that processes entries. Its commits need not reach the device at once. If
 * PostgreSQL's machine loses one, the entry is processed again, and its receiver recognizes it by
 * the key.
 */
final class PostgresConsumerRole implements PostgresWriter.Role {
  private static final String PURGING = "purging";

  private final PostgresHeartbeat worker;
  private final PostgresLeases leases;
  private final PostgresSettling settling;
  private final Purger purger;

  PostgresConsumerRole(
      PostgresHeartbeat worker, PostgresLeases leases, PostgresSettling settling, Purger purger) {
    this.worker = worker;
    this.leases = leases;
    this.settling = settling;
    this.purger = purger;
  }

  @Override
  public void opened(Transaction tx) throws SQLException {
    tx.session().execute("SET synchronous_commit = off");
    leases.reconcile(tx);
    worker.heartbeat(tx);
  }

  @Override
  public void write(Transaction tx) throws SQLException {
    settling.write(tx);
    PostgresBatch.of(tx).write(tx);
    if (tx.forced()) {
      tx.session().execute("SET LOCAL synchronous_commit = on");
    }
  }

  @Override
  public @Nullable TransactionWork<@Nullable Void> chore(long nowMs) {
    if (worker.isHeartbeatDue()) {
      return this::heartbeat;
    }
    if (purger.isDue(nowMs)) {
      return this::purge;
    }
    // An empty transaction gives back the lanes that another writer had locked.
    return leases.anyToGiveBack() ? tx -> null : null;
  }

  private @Nullable Void heartbeat(Transaction tx) throws SQLException {
    worker.heartbeat(tx);
    return null;
  }

  private @Nullable Void purge(Transaction tx) throws SQLException {
    if (worker.takeDuty(tx, PURGING)) {
      purger.step(tx);
      if (!purger.isDue(tx.nowMs())) {
        PostgresHeartbeat.purge(tx.session());
        SuspectTable.purge(tx.session());
      }
    } else {
      purger.leave(tx.nowMs());
    }
    return null;
  }

  @Override
  public void end(Transaction tx) throws SQLException {
    worker.leave(tx);
  }
}
