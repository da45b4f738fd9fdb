package io.botfunnel.tracking.internal.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.h2.file.H2File;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemtableFlushTest {
  private static final NewEntry DEPOSIT =
      new NewEntry(Topic.OUTBOX, "user:1", "deposit", "deposit/dep-1", "25.00 USD", "{}");

  @TempDir Path folder;
  private final H2State memory = new H2State(MemtableLimits.here());
  private final MemtableFlush flush = new MemtableFlush(memory);
  private H2Writer writer;
  private H2Lanes lanes;

  @BeforeEach
  void open() {
    H2File file = new H2File(folder.resolve("outbox"));
    writer =
        new H2Writer(
            file,
            memory,
            new H2Maintenance(memory, Optional.empty(), new H2StagedEvents()),
            Clock.systemUTC());
    lanes = new H2Lanes(writer, memory);
  }

  @AfterEach
  void close() {
    writer.close();
  }

  private static boolean isFlushed(Transaction tx) throws SQLException {
    return EntryTable.fingerprint(tx.session(), KeyHash.of(Topic.OUTBOX, DEPOSIT.key()))
        .isPresent();
  }

  @Test
  void leavesOutWhatTheJournalMayYetFailToTake() {
    boolean flushedAtOnce =
        writer
            .submit(
                tx -> {
                  lanes.appender().append(tx, DEPOSIT, null);
                  flush.all(tx);
                  return isFlushed(tx);
                })
            .join();
    assertThat(flushedAtOnce).isFalse();
    boolean flushedNext =
        writer
            .submit(
                tx -> {
                  flush.all(tx);
                  return isFlushed(tx);
                })
            .join();
    assertThat(flushedNext).isTrue();
  }
}
