package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.SQLException;

/** Records events that authors staged, within a transaction of the caller. */
public interface ConversionSink {
  Receipt record(Transaction tx, Recordable happening) throws SQLException;
}
