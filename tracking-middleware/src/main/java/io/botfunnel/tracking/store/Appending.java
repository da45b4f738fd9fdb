package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Appended;
import io.botfunnel.tracking.lane.NewEntry;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts entries into the queues, within a transaction of the caller's. */
interface Appending {
  /** Appends an entry whose key is new; set aside at once where a reason is given. */
  Appended append(Transaction tx, NewEntry entry, @Nullable String setAside) throws SQLException;

  /** Appends what is done already: it is kept to be seen. */
  Appended note(Transaction tx, NewEntry entry) throws SQLException;

  /** The fingerprint of a known key. */
  Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException;
}
