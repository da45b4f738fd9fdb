package io.botfunnel.tracking.store;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;

/** What lanes promise under any story, in a real PostgreSQL. */
final class PostgresLanesPropertiesTest extends LanesProperties {
  private final String url = PostgresServer.shared().newDatabase();

  /** Each opens it several times, which takes longer than H2. */
  @Override
  int stories() {
    return 50;
  }

  @Override
  Store open() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
