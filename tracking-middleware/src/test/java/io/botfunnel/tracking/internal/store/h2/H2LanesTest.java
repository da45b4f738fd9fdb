package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.LanesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2LanesTest extends LanesContract {
  @TempDir Path folder;

  @Override
  public String url() {
    return folder.resolve("outbox").toString();
  }
}
