package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.ClassPath;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bot on the oldest libraries that we promise to work with, compiled against the newest. The
 * profile {@code oldest-libraries} runs all tests on them.
 */
@Tag("slow")
class OldestLibrariesTest {
  @TempDir Path folder;
  private final XtrackerServer xtracker = XtrackerServer.start();

  @AfterEach
  void close() {
    xtracker.close();
  }

  @Test
  void deliverFromAnOutboxInAFile() {
    assertDelivers(folder.resolve("outbox").toString());
  }

  @Test
  void deliverFromAnOutboxInPostgres() {
    assertDelivers(PostgresServer.shared().newDatabase());
  }

  private void assertDelivers(String outbox) {
    try (ChildJvm child =
        ChildJvm.startOn(
            ClassPath.ofOldest(),
            OldestLibrariesChild.class,
            outbox,
            xtracker.url().toString(),
            xtracker.bearer())) {
      assertThat(child.nextReport()).contains("closed");
    }
    assertThat(xtracker.ledger().events())
        .extracting(RecordedEvent::eid)
        .containsExactlyInAnyOrder("contact-42", "dep-tx-1", "dep-6513247654_555123_771_7423");
  }
}
