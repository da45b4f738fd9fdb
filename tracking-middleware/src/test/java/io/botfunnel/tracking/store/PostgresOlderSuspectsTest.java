package io.botfunnel.tracking.store;

import io.botfunnel.testkit.postgres.PostgresServer;
import java.util.List;

class PostgresOlderSuspectsTest extends OlderSuspectsContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  String url() {
    return url;
  }

  @Override
  List<String> newTables() {
    return List.of("worker_verdict", "suspect");
  }

  @Override
  List<String> newVersions() {
    return List.of("5", "6");
  }
}
