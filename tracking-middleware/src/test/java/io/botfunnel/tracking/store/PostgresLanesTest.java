package io.botfunnel.tracking.store;

import io.botfunnel.testkit.postgres.PostgresServer;

class PostgresLanesTest extends LanesContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  String url() {
    return url;
  }
}
