package io.botfunnel.tracking.internal.store.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A piece of work for the single writer; it can run twice, after a rollback. */
@FunctionalInterface
public interface TransactionWork<T> {
  /** Does the work and returns its result; null if there is none, as for {@code Void}. */
  @Nullable T run(Transaction transaction) throws SQLException;
}
