package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Attribution;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2SuspectsTest extends SuspectsContract {
  @TempDir Path folder;

  @Override
  Store open() {
    return Store.open(
        folder.resolve("outbox").toString(), new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
