package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Attribution;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2RetentionTest extends RetentionContract {
  @TempDir Path folder;

  @Override
  Store openStore() {
    String file = folder.resolve("outbox").toString();
    return Store.open(file, new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
