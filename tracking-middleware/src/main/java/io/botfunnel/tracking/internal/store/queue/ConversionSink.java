package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.SQLException;

/** Records what was staged by an author's transaction, within a transaction of the caller's. */
public interface ConversionSink {
  Receipt record(Transaction tx, Recordable happening) throws SQLException;
}
