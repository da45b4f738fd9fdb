package io.botfunnel.tracking.store;

import java.sql.Connection;

/** A connection to our H2 file that an author uses for tables of his own. */
interface AuthorsConnection extends Connection {
  /** The engine that owns the file. */
  Engine outbox();
}
