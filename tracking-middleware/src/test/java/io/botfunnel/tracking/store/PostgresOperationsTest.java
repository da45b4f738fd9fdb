package io.botfunnel.tracking.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostgresOperationsTest extends OperationsContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  Store openStore() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @Test
  void leavesBackupsToPostgresqlAndSaysSo() {
    Path file = Path.of("backup.zip").toAbsolutePath();
    assertThatThrownBy(() -> operations.backup(file, WHO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pg_dump");
  }
}
