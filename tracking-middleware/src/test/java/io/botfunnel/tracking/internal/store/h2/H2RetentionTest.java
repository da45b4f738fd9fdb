package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.RetentionContract;
import io.botfunnel.tracking.internal.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2RetentionTest extends RetentionContract {
  @TempDir Path folder;

  @Override
  public Store openStore() {
    String file = folder.resolve("outbox").toString();
    return Store.open(file, new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
