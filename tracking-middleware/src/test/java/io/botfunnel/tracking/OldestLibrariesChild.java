package io.botfunnel.tracking;

import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.telegram.TelegramSample;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** What {@link OldestLibrariesTest} starts: a bot's life with what it tracks. */
final class OldestLibrariesChild {
  private OldestLibrariesChild() {}

  /**
   * Tracks by a hook, in a transaction and from Telegram, waits for the delivery, and closes.
   *
   * @param arguments the outbox, XTRACKER's address and the key
   */
  public static void main(String... arguments) {
    try {
      live(arguments);
      ChildJvm.report("closed");
    } catch (SQLException | RuntimeException | LinkageError e) {
      ChildJvm.report("died of " + e);
    }
  }

  private static void live(String... arguments) throws SQLException {
    try (Tracking tracking =
        Tracking.builder()
            .url(URI.create(arguments[1]))
            .bearer(arguments[2])
            .outbox(arguments[0])
            .payments(true)
            .start()) {
      tracking.bind(42, "abc");
      tracking.user(42).contact();
      deposit(tracking);
      tracking
          .inbox(6_513_247_654L, "MyShopBot")
          .consume(new ArrayList<>(List.of(TelegramSample.of("paid").received())));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> tracking.health().outbox().waiting() == 0);
    }
  }

  private static void deposit(Tracking tracking) throws SQLException {
    try (Connection connection = tracking.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      tracking.within(connection).user(42).deposit("25.00", "USD", "tx-1");
      connection.commit();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> tracking.timeline(42).toString().contains("tx-1"));
  }
}
