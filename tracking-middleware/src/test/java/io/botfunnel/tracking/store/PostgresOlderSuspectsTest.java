package io.botfunnel.tracking.store;

import io.botfunnel.testkit.postgres.PostgresServer;

class PostgresOlderSuspectsTest extends OlderSuspectsContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  String url() {
    return url;
  }

  @Override
  String newestVersion() {
    return PostgresPool.NEWEST_VERSION;
  }
}
