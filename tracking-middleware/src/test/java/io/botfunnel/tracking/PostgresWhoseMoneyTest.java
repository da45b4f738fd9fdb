package io.botfunnel.tracking;

import io.botfunnel.testkit.postgres.PostgresServer;

class PostgresWhoseMoneyTest extends WhoseMoneyContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  String url() {
    return url;
  }
}
