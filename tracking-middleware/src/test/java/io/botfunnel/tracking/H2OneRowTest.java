package io.botfunnel.tracking;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class H2OneRowTest extends OneRowContract {
  @TempDir private Path folder;

  @Override
  String url() {
    return folder.resolve("outbox").toString();
  }
}
