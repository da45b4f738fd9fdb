package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.SuspectsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2SuspectsTest extends SuspectsContract {
  @TempDir Path folder;

  @Override
  public Store open() {
    return Store.open(
        folder.resolve("outbox").toString(), new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
