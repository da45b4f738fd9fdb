package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Happening;
import io.botfunnel.tracking.event.Receipt;
import java.sql.SQLException;

/** Records what was staged by an author's transaction, within a transaction of the caller's. */
interface ConversionSink {
  Receipt record(Transaction tx, Happening happening) throws SQLException;
}
