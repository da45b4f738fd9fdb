package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.LanesProperties;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import org.junit.jupiter.api.Tag;

/** What lanes promise under any story, in a real PostgreSQL. */
@Tag("slow")
final class PostgresLanesPropertiesTest extends LanesProperties {
  private final String url = PostgresServer.shared().newDatabase();

  /** Each opens it several times, which takes longer than H2. */
  @Override
  public int stories() {
    return 50;
  }

  @Override
  public Store open() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
