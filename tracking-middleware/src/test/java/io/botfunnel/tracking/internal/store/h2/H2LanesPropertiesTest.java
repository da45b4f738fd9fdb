package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.LanesProperties;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What lanes promise under any story, in a real H2 file whose memtable holds three entries. */
@Tag("slow")
final class H2LanesPropertiesTest extends LanesProperties {
  @TempDir Path folder;

  @Override
  public Store open() {
    MemtableLimits limits = new MemtableLimits(3, 1_000_000, 2_000);
    return Store.open(
        folder.resolve("outbox").toString(),
        new PlainWire(),
        BotOptions.alone(Attribution.LAST_CLICK),
        limits,
        clock);
  }
}
