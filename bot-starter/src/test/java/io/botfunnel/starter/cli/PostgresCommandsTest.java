package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.TrackingVerdict;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on an outbox in PostgreSQL, while bots run on it and while none does. */
@Tag("slow")
class PostgresCommandsTest {
  private static final long ANN = 1001;

  @TempDir Path folder;
  @TempDir Path elsewhere;
  @AutoClose private TestBot given;
  private final String url = PostgresServer.shared().newDatabase();
  private final Shell shell = new Shell();
  private int users;

  @BeforeEach
  void give() {
    given = new TestBot(folder).withConsole().with("tracking.outbox.url", url);
    given.settings().forEach(shell::with);
  }

  private BotApplication started() {
    BotApplication bot = given.start(context -> {});
    bot.tracking().bind(ANN, "abc");
    bot.tracking().user(ANN).deposit("25.00", "USD", "tx-1");
    await().until(() -> bot.health().outbox().delivered() == 2);
    return bot;
  }

  @Test
  void openItBesideARunningBot() throws Exception {
    try (BotApplication bot = started();
        BotApplication other = given.start(context -> {})) {
      Shell.Answer status = shell.run("outbox", "status");
      assertThat(status.err()).isEmpty();
      assertThat(status.code()).isZero();
      assertThat(status.out()).contains("runs in 2 processes", "delivered 2", "nothing waits");
      assertThat(shell.run("outbox", "status", "--json").json().path("running").asBoolean())
          .isTrue();
      assertThat(shell.run("outbox", "show", "deposit", "dep-tx-1").out()).contains("25.00");
      assertThat(shell.run("user", "abc").out()).contains(String.valueOf(ANN));
      assertThat(shell.run("outbox", "list", "--outbox", url).out()).contains("dep-tx-1");
      assertThat(bot.health().outbox()).isEqualTo(other.health().outbox());
    }
  }

  @Test
  void sayWhatEachProcessSaysAndTheWorstOverAll() throws Exception {
    try (BotApplication bot = started()) {
      await().untilAsserted(() -> assertStatus("delivering", 0, "delivering"));
      given.with("xtracker.bearer", "a-bearer-of-another-space");
      try (BotApplication wrongKey = given.start(context -> {})) {
        assertStatus("idle", 0, "delivering", "idle"); // as soon as it has started
        await().until(() -> isUnauthorizedAfterOneMore(wrongKey));
        await().untilAsserted(() -> assertStatus("unauthorized", 1, "delivering", "unauthorized"));
        Shell.Answer status = shell.run("outbox", "status");
        assertThat(status.out())
            .startsWith("Verdict     unauthorized: ")
            .contains(
                "runs in 2 processes",
                "Process     " + ProcessHandle.current().pid() + "@",
                ": delivering, for ",
                " is unauthorized for ",
                "Its page and its log say why");
        Shell.Answer doctor = shell.run("doctor");
        assertThat(doctor.out())
            .contains(
                "✓ Delivering: ",
                "Unauthorized: ",
                "; reported by process " + ProcessHandle.current().pid())
            .doesNotContain("Nothing is wrong.");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(bot.health().verdict()).isEqualTo(TrackingVerdict.DELIVERING);
      }
      assertStatus("delivering", 0, "delivering");
    }
    assertStatus("not_running", 1);
  }

  private boolean isUnauthorizedAfterOneMore(BotApplication bot) {
    users++;
    bot.tracking().bind(ANN + users, "u" + users);
    return bot.health().verdict() == TrackingVerdict.UNAUTHORIZED;
  }

  private void assertStatus(String verdict, int code, String... processes) throws IOException {
    Shell.Answer status = shell.run("outbox", "status", "--json");
    assertThat(status.json().path("verdict").asText()).isEqualTo(verdict);
    assertThat(status.json().path("processes").findValuesAsText("verdict"))
        .containsExactlyInAnyOrder(processes);
    assertThat(status.code()).isEqualTo(code);
  }

  @Test
  void sendATestDepositWhichARunningBotDelivers() throws Exception {
    try (BotApplication bot = started()) {
      Shell.Answer answer = shell.run("send", "--uid", "abc", "--id", "x", "--yes", "--json");
      assertThat(answer.err()).isEmpty();
      assertThat(answer.json().path("entry").path("state").asText()).isEqualTo("delivered");
      assertThat(bot.health().outbox().delivered()).isEqualTo(3);
    }
  }

  @Test
  void sayWhereNoBotRuns() {
    started().close();
    given.xtracker.holdAnswers();
    shell.run("send", "--uid", "abc", "--yes");
    Shell.Answer status = shell.run("outbox", "status");
    assertThat(status.code()).isEqualTo(1);
    assertThat(status.out()).contains("does not run", "The bot does not run, so nothing is sent");
  }

  @Test
  void sayThatThereIsNone() {
    Shell.Answer answer = shell.run("outbox", "list");
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.err())
        .contains("There is no outbox at jdbc:postgresql://127.0.0.1", "start the bot once")
        .doesNotContain("user=");
  }

  @Test
  void leaveBackupsToPostgresql() {
    started().close();
    Shell.Answer answer = shell.run("outbox", "backup", elsewhere.resolve("b.zip").toString());
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("pg_dump");
  }

  @Test
  void neverShowThePassword() throws Exception {
    PostgresServer.shared().newUser("cli", "s3cr3t-of-cli");
    String wrong = PostgresServer.as("cli", "wr0ng-of-cli", url);
    Shell.Answer answer = shell.with("tracking.outbox.url", wrong).run("outbox", "status");
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.err()).contains("does not let us in", "Check user and password");
    assertThat(answer.err() + answer.out()).doesNotContain("wr0ng-of-cli");
  }
}
