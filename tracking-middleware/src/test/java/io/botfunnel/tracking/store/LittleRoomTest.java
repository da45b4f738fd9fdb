package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Attribution;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The same where each arrival has to be filed before the next, and the journal is shortened. */
class LittleRoomTest extends LanesContract {
  @TempDir Path folder;

  @Override
  String url() {
    return folder.resolve("outbox").toString();
  }

  @Override
  Store open() {
    Room room = new Room(1, 1_000_000, 1);
    return Store.open(url(), new PlainWire(), StoreUser.alone(Attribution.LAST_CLICK), room, clock);
  }
}
