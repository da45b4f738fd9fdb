package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.internal.store.OlderSuspectsContract;
import io.botfunnel.tracking.internal.store.OlderWords;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresOlderSuspectsTest extends OlderSuspectsContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  public String url() {
    return url;
  }

  @Override
  public void restoreWords(Session session) throws SQLException {
    OlderWords.restoreInPostgres(session);
  }

  @Override
  public List<String> newTables() {
    return List.of("worker_verdict", "suspect");
  }

  @Override
  public List<String> newVersions() {
    return List.of("5", "6");
  }
}
