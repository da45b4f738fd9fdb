package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.LanesContract;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Each entry is flushed before the next is appended, and the WAL is truncated after each. */
@Tag("slow")
class TightMemtableLimitsTest extends LanesContract {
  @TempDir Path folder;

  @Override
  public String url() {
    return folder.resolve("outbox").toString();
  }

  @Override
  public Store open() {
    MemtableLimits limits = new MemtableLimits(1, 1_000_000, 1);
    return Store.open(
        url(), new PlainWire(), BotOptions.alone(Attribution.LAST_CLICK), limits, clock);
  }
}
