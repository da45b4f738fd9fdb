package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.SuspectsContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresSuspectsTest extends SuspectsContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  public Store open() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
