package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.OperationsContract;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PostgresOperationsTest extends OperationsContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  public Store openStore() {
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
