package io.botfunnel.tracking.internal.store.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A piece of work for the one writer; it may run twice, after a rollback. */
@FunctionalInterface
public interface TransactionWork<T> {
  /** The answer; null where there is none to give, as for {@code Void}. */
  @Nullable T run(Transaction transaction) throws SQLException;
}
