package io.botfunnel.tracking.store;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;

class PostgresLanesTest extends LanesContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  Store open() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
