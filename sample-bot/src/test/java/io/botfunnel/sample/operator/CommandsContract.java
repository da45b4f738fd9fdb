package io.botfunnel.sample.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.sample.operator.Binary.Answer;
import io.botfunnel.sample.sandbox.Sandbox;
import io.botfunnel.testkit.xtracker.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that needs an outbox, once through the real binary: what else each can do is tested
 * in bot-starter. Each of some users came by their own link and made a deposit that was delivered
 * and one that XTRACKER refused.
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
    assertThat(answer.out()).contains("Outbox      accepted ", "invalid_value (HTTP 400)");
  }

  @Test
  void listShowsWhatIsRefusedAndWhy() throws Exception {
    assertThat(done("outbox", "list", "--state", "refused", "--user", "" + UNTOUCHED).out())
        .contains("STATE", "dep-bad-5", "7.50 EUR", "invalid_value (HTTP 400)");
  }

  @Test
  void showHasTheBytes() throws Exception {
    assertThat(
            done("outbox", "show", "deposit", "dep-bad-5", "--json").json().path("body").asText())
        .contains("\"value\":\"7.50\"");
  }

  @Test
  void retrySendsAgain() throws Exception {
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
  }

  @Test
  void exportWritesAFile() throws Exception {
    done("outbox", "export", "--format", "csv", "--out", "all.csv", "--user", "" + UNTOUCHED);
    assertThat(Files.readAllLines(folder.resolve("all.csv")))
        .hasSize(5)
        .first()
        .asString()
        .startsWith("id,kind,eid");
  }

  @Test
  void backupMakesAZip() throws Exception {
    JsonNode told = done("outbox", "backup", "outbox.zip", "--json").json();
    assertThat(told.path("bytes").asLong()).isEqualTo(Files.size(folder.resolve("outbox.zip")));
  }

  @Test
  void userIsATimeline() throws Exception {
    assertThat(done("user", "click5").out()).contains("User  5", "dep-good-5");
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
  void forgetErasesAPerson() throws Exception {
    assertThat(done("forget", "" + FORGOTTEN, "--yes").out()).contains("entries and 1 uid of");
    JsonNode status = command("outbox", "status", "--json").json();
    assertThat(status.path("running").asBoolean()).isEqualTo(runs());
    assertThat(status.path("outbox").path("balanced").asBoolean()).isTrue();
  }

  @Test
  void doctorAgreesWithTheStatusAndDisturbsNobody() throws Exception {
    boolean flows = command("outbox", "status").code() == 0;
    boolean fails = runs() && !flows;
    Answer answer = command("doctor");
    assertThat(answer.code()).as(answer.out()).isEqualTo(fails ? 1 : 0);
    assertThat(answer.out().contains("Nothing is wrong.")).as(answer.out()).isEqualTo(flows);
    assertThat(answer.out()).contains("✓ XTRACKER accepts the key");
    assertThat(answer.out()).contains(runs() ? "polls without problems" : "No other program polls");
  }
}
