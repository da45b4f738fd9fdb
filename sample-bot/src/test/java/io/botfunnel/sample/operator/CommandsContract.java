package io.botfunnel.sample.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.sample.operator.Binary.Answer;
import io.botfunnel.sample.sandbox.Sandbox;
import io.botfunnel.testkit.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command, through the real binary. Each of some users came by a link of his own and made a
 * deposit that was delivered and one that XTRACKER refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CommandsContract {
  private static final int USERS = 5;
  private static final int RETRIED = 1;
  private static final int ERASED = 2;
  private static final int FORGOTTEN = 3;
  private static final int TESTED = 4;
  private static final int UNTOUCHED = 5;

  final Sandbox sandbox = Sandbox.open();
  private Path folder;
  private Binary binary;
  private Process bot;

  /** Whether the bot goes on once everything is as above. */
  abstract boolean runs();

  @BeforeAll
  void walkTheFunnel(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Map<String, String> environment = new HashMap<>(sandbox.environment());
    environment.put("CONSOLE_PORT", "0");
    binary = new Binary(folder, environment);
    Path log = folder.resolve("bot.log");
    bot = binary.start(log, log, "run");
    everybody("/deposit 25 USD good-%d");
    patiently().until(() -> sandbox.tracker().ledger().events("deposit").size() == USERS);
    sandbox.tracker().fail(Fault.INVALID_VALUE_400);
    everybody("/deposit 7.50 EUR bad-%d");
    patiently().until(() -> sandbox.telegram().pending() == 0 && refusals() == USERS);
    sandbox.tracker().heal();
    if (!runs()) {
      bot.destroy();
      assertThat(bot.waitFor()).isEqualTo(143);
    }
  }

  private void everybody(String deposit) {
    for (int user = 1; user <= USERS; user++) {
      sandbox.telegram().user(user).starts("fb_click" + user).says(deposit.formatted(user));
    }
  }

  private long refusals() {
    try {
      return Files.readString(folder.resolve("bot.log"))
          .lines()
          .filter(line -> line.contains("was refused"))
          .count();
    } catch (IOException e) {
      return 0;
    }
  }

  @AfterAll
  void end() {
    bot.destroyForcibly();
    sandbox.close();
  }

  static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60));
  }

  final Answer command(String... arguments) throws Exception {
    Answer answer = binary.run(arguments);
    assertThat(answer.out() + answer.err())
        .doesNotContain(sandbox.telegram().token(), sandbox.tracker().bearer())
        .doesNotContain("Exception", "\tat ");
    return answer;
  }

  private Answer done(String... arguments) throws Exception {
    Answer answer = command(arguments);
    assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
    return answer;
  }

  @Test
  void statusSaysWhetherItFlows() throws Exception {
    Answer answer = command("outbox", "status");
    assertThat(answer.out()).contains("Outbox    accepted ", "invalid_value (HTTP 400)");
    JsonNode status = command("outbox", "status", "--json").json();
    assertThat(status.path("running").asBoolean()).isEqualTo(runs());
    assertThat(status.path("outbox").path("balanced").asBoolean()).isTrue();
  }

  @Test
  void listShowsWhatIsRefusedAndWhy() throws Exception {
    String user = "" + UNTOUCHED;
    assertThat(done("outbox", "list", "--state", "refused", "--user", user).out())
        .contains("STATE", "dep-bad-5", "7.50 EUR", "invalid_value (HTTP 400)");
    assertThat(done("outbox", "list", "--user", user, "--json").jsonLines())
        .extracting(entry -> entry.path("eid").asText())
        .containsExactly("dep-bad-5", "dep-good-5", "contact-5", "bind-5-click5");
  }

  @Test
  void showHasTheBytes() throws Exception {
    assertThat(done("outbox", "show", "deposit", "dep-bad-5").out())
        .contains("refused", "\"eid\":\"dep-bad-5\"");
    assertThat(
            done("outbox", "show", "deposit", "dep-bad-5", "--json").json().path("body").asText())
        .contains("\"value\":\"7.50\"");
    assertThat(command("outbox", "show", "deposit", "dep-none").code()).isEqualTo(1);
  }

  @Test
  void retrySendsAgain() throws Exception {
    assertThat(command("outbox", "retry", "--user", "" + RETRIED).code())
        .as("nobody can be asked")
        .isEqualTo(2);
    assertThat(done("outbox", "retry", "--user", "" + RETRIED, "--yes").out())
        .contains("1 entry sent again");
    afterRetry("dep-bad-" + RETRIED);
  }

  /** What becomes of an entry that waits again. */
  abstract void afterRetry(String eid) throws Exception;

  @Test
  void eraseErases() throws Exception {
    JsonNode told =
        done("outbox", "erase", "deposit", "dep-bad-" + ERASED, "--yes", "--json").json();
    assertThat(told.path("changed").asInt()).isEqualTo(1);
    assertThat(done("outbox", "show", "deposit", "dep-bad-" + ERASED).out()).contains("erased");
  }

  @Test
  void exportWritesCsvAndJson() throws Exception {
    done("outbox", "export", "--format", "csv", "--out", "all.csv", "--user", "" + UNTOUCHED);
    assertThat(Files.readAllLines(folder.resolve("all.csv")))
        .hasSize(5)
        .first()
        .asString()
        .startsWith("id,kind,eid");
    assertThat(done("outbox", "export", "--format", "json", "--eid", "dep-good-5").jsonLines())
        .hasSize(1);
  }

  @Test
  void backupMakesAZip() throws Exception {
    JsonNode told = done("outbox", "backup", "outbox.zip", "--json").json();
    assertThat(told.path("bytes").asLong()).isEqualTo(Files.size(folder.resolve("outbox.zip")));
    assertThat(command("outbox", "backup", "outbox.zip").err()).contains("does not exist");
  }

  @Test
  void userIsATimeline() throws Exception {
    assertThat(done("user", "click5").out()).contains("User  5", "dep-good-5");
    JsonNode user = done("user", "5", "--json").json();
    assertThat(user.path("uids").get(0).asText()).isEqualTo("click5");
    assertThat(command("user", "nobody").code()).isEqualTo(1);
  }

  @Test
  void sendRecordsATestDeposit() throws Exception {
    Answer answer = command("send", "--uid", "click" + TESTED, "--id", "it", "--yes", "--json");
    JsonNode sent = answer.json();
    assertThat(answer.code()).isEqualTo(runs() ? 0 : 3);
    assertThat(sent.path("result").asText()).isEqualTo(runs() ? "delivered" : "no_bot");
    assertThat(sent.path("entry").path("eid").asText()).isEqualTo("dep-test-it");
    assertThat(sent.path("entry").path("state").asText())
        .isEqualTo(runs() ? "delivered" : "waiting");
    assertThat(sandbox.tracker().ledger().event("dep-test-it").isPresent()).isEqualTo(runs());
  }

  @Test
  void linkAsksTelegramForTheName() throws Exception {
    assertThat(done("link", "abc").out().strip())
        .isEqualTo("https://t.me/" + sandbox.telegram().botUsername() + "?start=fb_abc");
  }

  @Test
  void postbackUrlIsASecretThatItsCheckAccepts() throws Exception {
    Answer url =
        done(
            "postback-url",
            "--event",
            "deposit",
            "--uid",
            "{sub}",
            "--value",
            "{sum}",
            "--currency",
            "USD",
            "--eid",
            "{id}");
    assertThat(url.out()).contains(sandbox.tracker().ingestToken());
    assertThat(url.err()).contains("nobody else");
    done("postback-check", "--template", url.out().strip());
    Answer unexpanded = command("postback-check", "--json", url.out().strip());
    assertThat(unexpanded.code()).isEqualTo(1);
    assertThat(unexpanded.json().path("faults")).hasSize(3);
  }

  @Test
  void forgetErasesAPerson() throws Exception {
    assertThat(done("forget", "" + FORGOTTEN, "--yes").out()).contains("entries and 1 of the uids");
    assertThat(command("user", "click" + FORGOTTEN).code()).isEqualTo(1);
    JsonNode books = command("outbox", "status", "--json").json().path("outbox");
    assertThat(books.path("balanced").asBoolean()).isTrue();
  }

  @Test
  void doctorAgreesWithTheStatusAndDisturbsNobody() throws Exception {
    boolean flows = command("outbox", "status").code() == 0;
    boolean fails = runs() && !flows;
    Answer answer = command("doctor");
    assertThat(answer.code()).as(answer.out()).isEqualTo(fails ? 1 : 0);
    assertThat(answer.out().contains("Nothing is wrong.")).as(answer.out()).isEqualTo(flows);
    assertThat(answer.out()).contains("✓ XTRACKER accepts the key");
    assertThat(answer.out()).contains(runs() ? "polls undisturbed" : "Nobody else polls");
    List<JsonNode> lines = command("doctor", "--json").jsonLines();
    assertThat(lines).singleElement().matches(json -> json.path("good").asBoolean() == flows);
  }
}
