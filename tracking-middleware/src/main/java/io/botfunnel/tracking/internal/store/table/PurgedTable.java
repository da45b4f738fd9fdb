package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Session;
import java.sql.SQLException;
import java.util.Optional;

/** The statements on the table of purged keys. */
public final class PurgedTable {
  /** Keeps the key of an entry that is about to be deleted. */
  public static final String KEEP_KEY =
      "INSERT INTO purged (id, key_high, key_low, fingerprint, settled_at_ms)"
          + " SELECT e.id, e.key_high, e.key_low, e.fingerprint, s.settled_at_ms"
          + " FROM entry e JOIN settled s ON s.id = e.id WHERE e.id = ?";

  private PurgedTable() {}

  /** The fingerprint of a purged key. */
  public static Optional<String> fingerprint(Session session, KeyHash key) throws SQLException {
    return session.first(
        "SELECT fingerprint FROM purged WHERE key_high = ? AND key_low = ?",
        row -> row.getString(1),
        key.high(),
        key.low());
  }
}
