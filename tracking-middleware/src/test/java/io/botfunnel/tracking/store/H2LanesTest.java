package io.botfunnel.tracking.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2LanesTest extends LanesContract {
  @TempDir Path folder;

  @Override
  String url() {
    return folder.resolve("outbox").toString();
  }
}
