package io.botfunnel.tracking;

import io.botfunnel.testkit.postgres.PostgresServer;

class PostgresSeveralBotsTest extends SeveralBotsContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  String url() {
    return url;
  }
}
