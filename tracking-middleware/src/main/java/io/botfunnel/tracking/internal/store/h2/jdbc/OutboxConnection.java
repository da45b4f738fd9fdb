package io.botfunnel.tracking.internal.store.h2.jdbc;

import io.botfunnel.tracking.internal.store.queue.Engine;
import java.sql.Connection;

/** A connection to our H2 file that an author uses for tables of his own. */
public interface OutboxConnection extends Connection {
  /** The engine that owns the file. */
  Engine outbox();
}
