package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.Happening;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.SQLException;

/** Records what was staged by an author's transaction, within a transaction of the caller's. */
public interface ConversionSink {
  Receipt record(Transaction tx, Happening happening) throws SQLException;
}
