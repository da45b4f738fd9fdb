package io.botfunnel.tracking.store;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;

class PostgresRetentionTest extends RetentionContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  Store openStore() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
