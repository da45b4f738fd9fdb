package io.botfunnel.tracking;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2WhoseMoneyTest extends WhoseMoneyContract {
  @TempDir private Path folder;

  @Override
  String url() {
    return folder.resolve("outbox").toString();
  }
}
