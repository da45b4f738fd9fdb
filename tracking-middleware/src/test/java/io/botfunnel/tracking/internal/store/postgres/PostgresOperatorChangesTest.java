package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.OperatorChangesContract;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PostgresOperatorChangesTest extends OperatorChangesContract {
  private static final String VACUUMED =
      "SELECT COUNT(*) FROM pg_stat_user_tables"
          + " WHERE last_vacuum IS NOT NULL AND schemaname = current_schema()";

  private final String url = PostgresServer.shared().newDatabase();

  @Override
  public Store openStore() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @Test
  void removesTheDeadRowsOfAnErasedPerson() throws SQLException {
    bind(ANN, "abc");
    assertThat(operations.erasePerson(ANN.value(), WHO).left()).isEmpty();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      await()
          .untilAsserted(
              () -> {
                try (ResultSet vacuumed = statement.executeQuery(VACUUMED)) {
                  assertThat(vacuumed.next()).isTrue();
                  assertThat(vacuumed.getInt(1)).isEqualTo(7);
                }
              });
    }
  }
}
