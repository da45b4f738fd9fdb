package io.botfunnel.tracking.internal.store.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.GivenOutbox;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.wal.AppendingChild;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lets no move begin. */
@Tag("slow")
class MovingRefusedTest extends MovedOutbox {
  private void assertRefused(String from, String to, String... said) {
    assertThatThrownBy(() -> move(from, to)).hasMessageContainingAll(said);
  }

  @Test
  void whereAnAuthorsTransactionIsOpen() throws SQLException {
    Connection author;
    try (Store store = open(database)) {
      author = store.dataSource().getConnection();
      author.setAutoCommit(false);
      store.stage(author, Conversion.contact(GivenOutbox.ANN, clock.instant()));
    }
    try (author) {
      assertRefused(database, file("back"), "is in use from 127.0.0.1");
    }
  }

  @Test
  void isAFileThatABotRunsOn() {
    String file = filled();
    try (Store bot = open(file)) {
      assertRefused(file, database, file + " is in use", "Stop the bot");
      assertThat(bot.lanes().books(Topic.OUTBOX).balanced()).isTrue();
    }
    try (Store bot = open(file)) {
      String other = PostgresServer.shared().newDatabase();
      GivenOutbox.in(other, clock);
      assertRefused(other, file, file + " is in use", "Stop the bot");
      assertThat(bot.lanes().books(Topic.OUTBOX).balanced()).isTrue();
    }
  }

  @Test
  void isAPostgresqlThatABotRunsOn() {
    String file = filled();
    try (Store bot = open(database)) {
      assertRefused(database, file("back"), "is in use from 127.0.0.1", "Stop every bot");
      assertRefused(file, database, "is in use from 127.0.0.1", "Stop every bot");
      assertThat(bot.lanes().books(Topic.OUTBOX).balanced()).isTrue();
    }
  }

  @Test
  void isAPostgresqlWhoseBotIsOnlyThoughtDead() {
    try (Store bot = open(database)) {
      String schema = database.replaceAll(".*currentSchema=", "");
      PostgresServer.shared().execute("DELETE FROM %s.worker".formatted(schema));
      assertRefused(database, file("back"), "is in use from 127.0.0.1");
      assertThat(bot.lanes().books(Topic.OUTBOX).balanced()).isTrue();
    }
  }

  @Test
  void isANewPlaceThatHoldsSomething() {
    String file = filled();
    GivenOutbox.in(database, clock);
    assertRefused(file, database, "it holds an outbox", "Name a new place");
    assertRefused(database, file, "it holds an outbox", "Name a new place");
    open(file).close();
    open(database).close();
  }

  @Test
  void isANewPlaceWithAForgottenJournal() throws IOException {
    GivenOutbox.in(database, clock);
    String file = file("outbox");
    try (ChildJvm bot = ChildJvm.start(AppendingChild.class, file, "life", "30000")) {
      while (!bot.nextReport().orElseThrow().startsWith("ack ")) {
        // It has not recorded anything yet
      }
      bot.kill();
    }
    Files.delete(Path.of(file + ".mv.db"));
    assertRefused(database, file, "is gone, and", "outbox repair");
  }

  @Test
  void isANewPlaceFromWhichItWasMoved() {
    String file = filled();
    move(file, database);
    assertRefused(database, file, "it holds what was moved from it to jdbc:postgresql://");
  }

  @Test
  void isAPlaceThatIsOnlyInPartThere() {
    moveInPart(filled(), database, 1);
    assertRefused(database, file("back"), "only in part there");
  }

  @Test
  void isAMoveBetweenTwoOfAKind() {
    assertRefused(filled(), file("other"), "one is an H2 file and the other PostgreSQL", "backup");
    assertRefused(database, database, "pg_dump");
    assertThat(Path.of(file("other") + ".mv.db")).doesNotExist();
  }

  @Test
  void isAnOutboxThatIsNotThere() {
    assertRefused(file("nothing"), database, "There is no outbox at " + file("nothing"));
    assertThat(folder).isEmptyDirectory();
    assertRefused(database, file("back"), "There is no outbox at jdbc:postgresql://");
    assertThat(folder).isEmptyDirectory();
  }
}
