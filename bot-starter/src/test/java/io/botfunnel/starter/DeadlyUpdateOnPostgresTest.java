package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.testkit.telegram.SentMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update whose handler really ends the process, in an outbox in PostgreSQL. */
@Tag("slow")
class DeadlyUpdateOnPostgresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String url = PostgresServer.shared().newDatabase();
  @TempDir Path folder;

  /** Each death costs the time of a lease: two of the three are written as they are left. */
  @Test
  void isQuarantinedByTheProcessThatTakesItOverAndTriedAgain() throws Exception {
    ChildBot child = new ChildBot(folder);
    try (TestBot given =
        new TestBot(folder)
            .with("tracking.outbox.url", url)
            .with("bot.handler-retries", "9")
            .with("bot.quarantine.alone", "30s")
            .with("bot.quarantine.trials", "3s")) {
      given.telegram.user(1).says("die");
      diedOfItTwice(given);
      given.telegram.user(1).says("behind it");
      child.dies(given, DyingBot.CODE, "alone, the third time");
      Files.createFile(folder.resolve("spared"));
      Process survivor = child.startsAndQuarantines(given);
      try {
        await().atMost(PATIENCE).until(() -> given.telegram.sentTo(1).size() == 1);
        Files.createFile(folder.resolve("mended"));
        await().atMost(PATIENCE).until(() -> given.telegram.sentTo(1).size() == 2);
        assertThat(given.telegram.sentTo(1))
            .extracting(SentMessage::text)
            .containsExactly("handled behind it", "handled die");
        assertThat(child.log())
            .containsOnlyOnce("is quarantined: the process died 3 times while it ran alone");
        await().atMost(PATIENCE).until(() -> number("SELECT COUNT(*) FROM suspect") == 0);
      } finally {
        survivor.destroyForcibly().waitFor();
      }
    }
  }

  private void diedOfItTwice(TestBot given) throws SQLException {
    try (BotApplication bot =
        given.start(
            context -> {
              throw new IllegalStateException("not yet");
            })) {
      await().until(() -> bot.inboxBooks().accepted() == 1);
    }
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute("DELETE FROM suspect");
      sql.execute(
          "INSERT INTO suspect (id, topic, deaths)"
              + " SELECT id, topic, 2 FROM entry WHERE topic = 'inbox'");
    }
  }

  private long number(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
