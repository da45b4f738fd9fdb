package io.botfunnel.tracking.internal.store.h2.jdbc;

import io.botfunnel.tracking.internal.store.queue.Engine;
import java.sql.Connection;

/** A connection to the outbox's H2 file that an author uses for tables of their own. */
public interface OutboxConnection extends Connection {
  /** The engine that owns the file. */
  Engine outbox();
}
