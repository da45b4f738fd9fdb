package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.store.sql.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class H2CompactionTest {
  private static final int ROWS = 40_000;

  /** Of such rows four are on a page, so that one is left on each. */
  private static final int ONE_IN = 4;

  private static final int BATCH = 2_000;

  @TempDir Path folder;
  private Path path;
  private Session session;

  @BeforeEach
  void open() throws SQLException {
    path = folder.resolve("outbox");
    session = new H2File(path).openAlone();
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  @Test
  void aFileOfManyPagesWithLittleOnEachIsMadeSmall() throws SQLException, IOException {
    session.execute("CREATE TABLE filler (id BIGINT PRIMARY KEY, body VARCHAR)");
    for (int from = 0; from < ROWS; from += BATCH) {
      session.update(
          "INSERT INTO filler SELECT X, RAWTOHEX(SECURE_RAND(450)) FROM SYSTEM_RANGE(?, ?)",
          from,
          from + BATCH - 1);
      written();
    }
    session.update("DELETE FROM filler WHERE MOD(id, ?) > 0", ONE_IN);
    written();
    // H2 counts what is dead with the writes after
    written();
    written();
    Path file = Path.of(path + ".mv.db");
    long before = Files.size(file);
    assertThat(new H2File(path).compact(session)).as("of %,d bytes", before).isTrue();
    assertThat(Files.size(file)).isLessThan(before / 2);
    session = new H2File(path).openAlone();
    assertThat(session.first("SELECT COUNT(*) FROM filler", row -> row.getInt(1)))
        .contains(ROWS / ONE_IN);
  }

  private void written() throws SQLException {
    session.update("UPDATE counter SET n = n + 1");
    session.commit();
    H2Checkpointer.of(session).checkpointNow();
  }
}
