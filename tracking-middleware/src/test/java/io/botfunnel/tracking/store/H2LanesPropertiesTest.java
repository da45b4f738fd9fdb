package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Attribution;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What lanes promise under any story, in a real H2 file. */
final class H2LanesPropertiesTest extends LanesProperties {
  @TempDir Path folder;

  @Override
  Store open() {
    return Store.open(
        folder.resolve("outbox").toString(), new PlainWire(), Attribution.LAST_CLICK, clock);
  }
}
