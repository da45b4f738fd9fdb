package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.Step;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an outbox held before several bots could share one is the unnamed bot's. */
class OlderOutboxTest {
  private static final UserId ANN = new UserId(1);

  private final SteppingClock clock = new SteppingClock();

  @Test
  void inH2(@TempDir Path folder) throws SQLException {
    String path = folder.resolve("outbox").toString();
    Flyway old = old("jdbc:h2:file:" + path, "botfunnel", "h2", "2");
    fill(old, "");
    assertIsTheUnnamedBots(path);
  }

  @Test
  void inPostgresql() throws SQLException {
    String url = PostgresServer.shared().newDatabase();
    Flyway old = old(url, "postgres", "postgres", "1");
    fill(old, "0, ");
    assertIsTheUnnamedBots(url);
  }

  private static Flyway old(String url, String user, String folder, String version) {
    Flyway old =
        Flyway.configure()
            .dataSource(url, user, "")
            .table("botfunnel_schema_history")
            .locations("classpath:io/botfunnel/tracking/internal/store/" + folder)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .target(version)
            .load();
    old.migrate();
    return old;
  }

  /**
   * @param slot PostgreSQL's counters have one
   */
  private void fill(Flyway old, String slot) throws SQLException {
    long now = clock.millis();
    try (Connection connection = old.getConfiguration().getDataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(
          "INSERT INTO binding VALUES ('abc', 1, %d), ('older', 1, %d)".formatted(now, now - 1));
      sql.execute("INSERT INTO attribution VALUES (1, 'abc')");
      sql.execute(
          "INSERT INTO conflict (kind, entry_key, kept, offered, seen_at_ms)"
              + " VALUES ('bind', 'abc', '1', '2', %d)".formatted(now));
      sql.execute(
          "INSERT INTO funnel VALUES ('hour', 'started', %d, %s3)"
              .formatted(now - now % 3_600_000, slot));
      sql.execute(
          "INSERT INTO revenue VALUES ('hour', 'USD', %d, TRUE, %s2, 50)"
              .formatted(now - now % 3_600_000, slot));
    }
  }

  private void assertIsTheUnnamedBots(String url) {
    BotOptions other = new BotOptions(new BotName("other"), Attribution.LAST_CLICK, false);
    try (Store store = Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
        Store others = store.besides(other)) {
      assertThat(store.uidOf(ANN)).contains(new ClickId("abc"));
      assertThat(store.operations().uidsOf(1)).containsExactly("abc", "older");
      assertThat(store.userOf(new ClickId("older"))).contains(ANN);
      assertThat(store.operations().conflicts(9)).extracting(Conflict::key).containsExactly("abc");
      Funnel funnel = store.operations().funnel(Period.DAY);
      assertThat(funnel.counts()).containsEntry(Step.STARTED, 3L);
      assertThat(funnel.revenue()).extracting(Revenue::first).containsExactly(2L);
      assertThat(others.uidOf(ANN)).isEmpty();
      assertThat(others.userOf(new ClickId("abc"))).isEmpty();
      assertThat(others.operations().conflicts(9)).isEmpty();
      assertThat(others.operations().funnel(Period.DAY).revenue()).isEmpty();
    }
  }
}
