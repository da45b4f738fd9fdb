package io.botfunnel.tracking;

import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.nio.file.Path;
import org.awaitility.Awaitility;

/** Loads what child JVMs of the tests load: records an event and delivers it. */
final class ArchiveTraining {
  private ArchiveTraining() {}

  /**
   * Runs once.
   *
   * @param arguments where the outbox is made
   */
  public static void main(String... arguments) {
    try (XtrackerServer xtracker = XtrackerServer.start();
        Tracking tracking =
            Tracking.builder()
                .url(xtracker.url())
                .bearer(xtracker.bearer())
                .outbox(Path.of(arguments[0]))
                .start()) {
      tracking.user(1).deposit("25.00", "USD", "tx-1");
      Awaitility.await().until(() -> tracking.health().outbox().delivered() > 0);
    }
  }
}
