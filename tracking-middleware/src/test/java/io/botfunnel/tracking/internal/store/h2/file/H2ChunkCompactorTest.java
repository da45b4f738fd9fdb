package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.tracking.internal.store.sql.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ChunkCompactorTest {
  private static final int CHUNKS = 12;
  private static final int ROWS_OF_A_CHUNK = 500;
  private static final int DEAD_OF_THEM = 400;

  @TempDir Path folder;
  private Session session;
  private H2Checkpointer checkpointer;

  @BeforeEach
  void open() throws SQLException {
    Path path = folder.resolve("outbox");
    session = new H2File(path).openAlone();
    checkpointer = H2Checkpointer.of(session);
    // H2 leaves alone what is younger than 45 s
    checkpointer.store().setRetentionTime(0);
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  @Test
  void whatLivesAmongMuchThatIsDeadIsCopied() throws SQLException {
    mostlyDead();
    assertThat(alivePercent()).isLessThan(H2ChunkCompactor.COPIED_BELOW);
    try (H2ChunkCompactor compactor = new H2ChunkCompactor(checkpointer.store())) {
      assertThat(compactor).isNotNull();
      await().until(() -> writtenAnew() >= H2ChunkCompactor.COPIED_BELOW);
    }
    assertThat(rows()).isEqualTo(CHUNKS * (ROWS_OF_A_CHUNK - DEAD_OF_THEM));
  }

  private void mostlyDead() throws SQLException {
    session.execute("CREATE TABLE filler (id BIGINT PRIMARY KEY, body VARCHAR)");
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      session.update(
          "INSERT INTO filler SELECT X, RAWTOHEX(SECURE_RAND(200)) FROM SYSTEM_RANGE(?, ?)",
          chunk * ROWS_OF_A_CHUNK,
          (chunk + 1) * ROWS_OF_A_CHUNK - 1);
      session.commit();
      checkpointer.checkpointNow();
    }
    session.update("DELETE FROM filler WHERE MOD(id, ?) < ?", ROWS_OF_A_CHUNK, DEAD_OF_THEM);
    session.commit();
    writtenAnew();
    writtenAnew();
  }

  /** H2 counts what is dead with the writes after. */
  private int writtenAnew() throws SQLException {
    session.update("UPDATE counter SET n = n + 1");
    session.commit();
    checkpointer.checkpointNow();
    return alivePercent();
  }

  private int alivePercent() throws SQLException {
    return session
        .first(
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                + " WHERE SETTING_NAME = 'info.CHUNKS_FILL_RATE_RW'",
            row -> Integer.parseInt(row.getString(1)))
        .orElseThrow();
  }

  private int rows() throws SQLException {
    return session.first("SELECT COUNT(*) FROM filler", row -> row.getInt(1)).orElseThrow();
  }
}
