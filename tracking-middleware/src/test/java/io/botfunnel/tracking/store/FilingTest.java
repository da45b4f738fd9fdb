package io.botfunnel.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.lane.NewEntry;
import io.botfunnel.tracking.lane.Topic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilingTest {
  private static final NewEntry DEPOSIT =
      new NewEntry(Topic.OUTBOX, "user:1", "deposit", "deposit/dep-1", "25.00 USD", "{}");

  @TempDir Path folder;
  private final Memory memory = new Memory(Room.here());
  private final Filing filing = new Filing(memory);
  private GroupWriter writer;
  private StoredLanes lanes;

  @BeforeEach
  void open() {
    H2File file = new H2File(folder.resolve("outbox"));
    writer =
        new GroupWriter(
            file, memory, new Upkeep(memory, Optional.empty(), new H2Taking()), Clock.systemUTC());
    lanes = new StoredLanes(writer, memory);
  }

  @AfterEach
  void close() {
    writer.close();
  }

  private static boolean isFiled(Transaction tx) throws SQLException {
    return EntryTable.fingerprint(tx.session(), Hash.of(Topic.OUTBOX, DEPOSIT.key())).isPresent();
  }

  @Test
  void leavesOutWhatTheJournalMayYetFailToTake() {
    boolean filedAtOnce =
        writer
            .submit(
                tx -> {
                  lanes.appending().append(tx, DEPOSIT, null);
                  filing.all(tx);
                  return isFiled(tx);
                })
            .join();
    assertThat(filedAtOnce).isFalse();
    boolean filedNext =
        writer
            .submit(
                tx -> {
                  filing.all(tx);
                  return isFiled(tx);
                })
            .join();
    assertThat(filedNext).isTrue();
  }
}
