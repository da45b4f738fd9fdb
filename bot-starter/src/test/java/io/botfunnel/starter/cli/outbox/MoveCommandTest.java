package io.botfunnel.starter.cli.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.starter.cli.GivenOutbox;
import io.botfunnel.starter.cli.Shell;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.operations.MoveProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class MoveCommandTest {
  private static Path filled;

  @TempDir Path folder;
  private final String database = PostgresServer.shared().newDatabase() + "&password=s3cret-word";
  private String file;

  @BeforeAll
  static void fill(@TempDir Path once) {
    filled = Path.of(GivenOutbox.in(once) + ".mv.db");
  }

  @BeforeEach
  void copy() throws IOException {
    file = folder.resolve("outbox").toString();
    Files.copy(filled, Path.of(file + ".mv.db"));
  }

  private static Shell.Answer move(String from, String to) {
    return new Shell().run("outbox", "move", "--from", from, "--to", to, "--yes");
  }

  @Test
  void saysWhatWasMovedAndWhatToSetNow() {
    Shell.Answer answer = move(file, database);
    assertThat(answer.err())
        .contains("A password in an argument is visible to all users", "~/.pgpass")
        .doesNotContain("s3cret-word");
    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains("Moved " + file + " to jdbc:postgresql://127.0.0.1")
        .containsPattern("entry +6\\b")
        .containsPattern("binding +2\\b")
        .contains("accepted 6 = delivered 3 + duplicate 0 + waiting 1 + refused 2 + erased 0")
        .contains("set tracking.outbox.url (TRACKING_OUTBOX_URL)", "then start the bots")
        .doesNotContain("s3cret-word");
  }

  @Test
  void warnsOfNoPasswordWhereThereIsNone() {
    Shell.Answer answer = move(file, "jdbc:postgresql://127.0.0.1:1/bot?user=bot");
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.err()).contains("cannot be reached").doesNotContain("password");
  }

  @Test
  void isAnObjectForMachines() throws IOException {
    JsonNode moved =
        new Shell()
            .with("tracking.outbox.url", file)
            .run("outbox", "move", "--to", database, "--yes", "--json")
            .json();
    assertThat(moved.path("rows").path("entry").asInt()).isEqualTo(6);
    assertThat(moved.path("outbox").path("waiting").asInt()).isEqualTo(1);
    assertThat(moved.path("differences")).isEmpty();
  }

  @Test
  void letsTheBotGoOnAtTheNewPlaceAndNotAtTheOldOne() {
    move(file, database);
    Shell there = new Shell().with("tracking.outbox.url", database);
    assertThat(there.run("outbox", "status").out()).contains("waiting 1 + refused 2");
    try (XtrackerServer xtracker = XtrackerServer.start();
        Tracking bot =
            Tracking.builder()
                .url(xtracker.url())
                .bearer(xtracker.bearer())
                .outbox(database)
                .start()) {
      Awaitility.await().until(() -> bot.health().outbox().waiting() == 0);
      assertThat(xtracker.ledger().events("contact")).hasSize(1);
    }
    Shell.Answer old = new Shell().run("outbox", "status", "--outbox", file);
    assertThat(old.code()).isEqualTo(3);
    assertThat(old.err()).contains("was moved to jdbc:postgresql://", "Set tracking.outbox.url");
  }

  @Test
  void movesBackToANewFile() {
    move(file, database);
    String back = folder.resolve("back").toString();
    assertThat(move(database, file).code()).isEqualTo(2);
    assertThat(move(database, back).code()).isZero();
    assertThat(new Shell().run("outbox", "status", "--outbox", back).out())
        .contains("waiting 1 + refused 2");
  }

  @Test
  void asksFirstAndDoesNothingWithoutAYes() {
    Shell shell = new Shell().answering("n");
    Shell.Answer answer = shell.run("outbox", "move", "--from", file, "--to", database);
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("Nothing was changed.");
    assertThat(shell.asked())
        .singleElement()
        .asString()
        .contains("" + file + " will be moved to jdbc:postgresql://")
        .doesNotContain("s3cret-word");
    assertThat(new Shell().run("outbox", "move", "--from", file, "--to", database).code())
        .as("nobody can be asked")
        .isEqualTo(2);
    assertThat(new Shell().run("outbox", "status", "--outbox", file).err()).isEmpty();
  }

  @Test
  void refusesWhatABotRunsOn() {
    try (Tracking bot =
        Tracking.builder()
            .bearer("a-bearer")
            .url(URI.create("http://127.0.0.1:1"))
            .outbox(Path.of(file))
            .start()) {
      Shell.Answer answer = move(file, database);
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).contains(file + " is in use", "Stop the bot");
      assertThat(bot.health().outbox().balanced()).isTrue();
    }
  }

  @Test
  void namesAPlaceThatIsNotFit() {
    Shell.Answer answer = move(file, folder.resolve("other").toString());
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("one is an H2 file and the other PostgreSQL", "pg_dump");
    assertThat(move(folder.resolve("none").toString(), database).err())
        .contains("There is no outbox at");
  }

  @Test
  void namesWhatDiffersAndLeavesTheOldOneInUse() throws SQLException {
    moveInPart();
    tamper("DELETE FROM attribution");
    Shell.Answer answer = move(file, database);
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .contains("rows of attribution: 2 in " + file + ", 0 in jdbc:postgresql://")
        .contains("nothing was moved, and the old outbox can be used as before");
    assertThat(new Shell().run("outbox", "status", "--outbox", file).out()).contains("waiting 1");
  }

  @Test
  void saysThatWhatIsCopiedStaysWhereItCannotGoOn() throws SQLException {
    moveInPart();
    tamper("ALTER TABLE settled RENAME TO mislaid");
    Shell.Answer answer = move(file, database);
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.err()).contains("The rows that were copied are kept: repeat the command");
    tamper("ALTER TABLE mislaid RENAME TO settled");
    assertThat(move(file, database).code()).isZero();
  }

  private void moveInPart() {
    assertThatThrownBy(() -> Outbox.move(file, database, Clock.systemUTC(), new Stopping()))
        .hasMessage("stopped");
  }

  /** Stops it behind the first rows. */
  private static final class Stopping implements MoveProgress {
    @Override
    public void started(long rows, long alreadyCopied) {
      assertThat(alreadyCopied).isZero();
    }

    @Override
    public void copied(long rows) {
      throw new IllegalStateException("stopped");
    }
  }

  private void tamper(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void saysThatADatabaseIsOutOfReach() throws IOException {
    try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
      String url = server.newDatabase();
      assertThat(move(file, url).code()).isZero();
      server.stop();
      Shell.Answer answer = move(url, folder.resolve("back").toString());
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.err())
          .contains("cannot be reached")
          .doesNotContain("The rows that were copied");
    }
  }
}
