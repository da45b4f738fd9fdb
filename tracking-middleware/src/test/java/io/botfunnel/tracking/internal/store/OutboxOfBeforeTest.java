package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Outboxes that version 0.1 wrote before the words changed: an H2 file that was closed, one whose
 * process was killed, with its write-ahead log, and the rows of a PostgreSQL outbox. Each holds six
 * events that wait behind a tracker that was away, and one that was refused.
 */
@Tag("slow")
class OutboxOfBeforeTest {
  private static final Books BEFORE = new Books(13, 6, 6, 0, 1, 0);

  @AutoClose private final XtrackerServer xtracker = XtrackerServer.start();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"closed", "killed"})
  void inAFileOpensAndDeliversWhatWaited(String name) throws IOException {
    unzip();
    assertDeliversWhatWaited(folder.resolve("h2").resolve(name).toString());
  }

  @Test
  void inPostgresqlOpensAndDeliversWhatWaited() throws IOException, SQLException {
    String url = PostgresServer.shared().newDatabase();
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:io/botfunnel/tracking/internal/store/postgres")
        .table("botfunnel_schema_history")
        .target("6")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        InputStream rows = resource("outbox-of-0.1.sql")) {
      for (String row :
          new String(rows.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
        statement.execute(row);
      }
    }
    assertDeliversWhatWaited(url);
  }

  private void assertDeliversWhatWaited(String outbox) {
    try (Tracking tracking =
        Tracking.builder()
            .url(xtracker.url())
            .bearer(xtracker.bearer())
            .outbox(outbox)
            .deliverConversions(true)
            .start()) {
      assertThat(tracking.health().outbox().accepted()).isEqualTo(BEFORE.accepted());
      Awaitility.await().until(() -> tracking.health().outbox().waiting() == 0);
      Books books = tracking.health().outbox();
      assertThat(books.balanced()).isTrue();
      assertThat(books.refused()).isEqualTo(BEFORE.refused());
      assertThat(xtracker.ledger().events())
          .extracting(RecordedEvent::eid)
          .contains("dep-tx-waits-1", "dep-tx-waits-2", "dep-tx-staged", "contact-1004")
          .doesNotContain("dep-tx-delivered", "dep-tx-refused");
      assertThat(tracking.user(1001).deposit("25.00", "USD", "tx-delivered").outcome())
          .as("what was delivered before is known")
          .isEqualTo(Outcome.DUPLICATE);
      assertThat(tracking.user(1001).deposit("26.00", "USD", "tx-delivered").outcome())
          .isEqualTo(Outcome.CONFLICT);
      assertThat(tracking.userOf("old-click-0004")).hasValue(1004L);
      assertThat(tracking.queue(Topic.CONVERSIONS).books().waiting()).isEqualTo(10);
      assertThat(tracking.operations().conflicts(10)).hasSize(2);
    }
  }

  private void unzip() throws IOException {
    try (ZipInputStream zip = new ZipInputStream(resource("outboxes-of-0.1.zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, zip.readAllBytes());
      }
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(OutboxOfBeforeTest.class.getResourceAsStream(name));
  }
}
