package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Attribution;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What lanes promise under any story, in a real H2 file with room for three arrivals. */
final class H2LanesPropertiesTest extends LanesProperties {
  @TempDir Path folder;

  @Override
  Store open() {
    Room room = new Room(3, 1_000_000, 2_000);
    return Store.open(
        folder.resolve("outbox").toString(),
        new PlainWire(),
        StoreUser.alone(Attribution.LAST_CLICK),
        room,
        clock);
  }
}
