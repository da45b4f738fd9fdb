package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.outbox.Books;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class WriteApiTest {
  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private TestBot given;
  private BotApplication bot;
  private Operator operator;

  @BeforeEach
  void start() {
    given = new TestBot(folder).withConsole();
    bot = given.start(context -> {});
    operator = Operator.of(bot.console().orElseThrow());
  }

  @AfterEach
  void stop() {
    bot.close();
    given.close();
  }

  private Books books() {
    return bot.health().outbox();
  }

  /** Two deposits that XTRACKER does not take. */
  private void refuseTwo() {
    given.xtracker.failNext(2, Fault.INVALID_VALUE_400);
    bot.tracking().user(1).deposit("1", "USD", "a");
    bot.tracking().user(2).deposit("2", "USD", "b");
    await().until(() -> books().refused() == 2);
  }

  private List<AuditEntry> audit() {
    return ConsoleJson.readList(operator.get("/api/audit").body(), AuditEntry.class);
  }

  private static void assertRefused(HttpResponse<String> response, int status, String why) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).startsWith("{\"error\":").contains(why);
  }

  @Nested
  class SendingAgain {
    @Test
    void bringsTheOneThatIsMeantToXtracker() {
      refuseTwo();
      HttpResponse<String> answer = operator.post("/api/retry?state=refused&eid=dep-a");
      assertThat(answer.body()).isEqualTo("{\"changed\":1,\"busy\":0,\"next\":null}");
      await().until(() -> given.xtracker.ledger().event("dep-a").isPresent());
      await().until(() -> books().delivered() == 1);
      assertThat(books().refused()).isOne();
      assertThat(audit())
          .first()
          .satisfies(
              line -> {
                assertThat(line.who()).isEqualTo("console");
                assertThat(line.what()).contains("sent again: 1", "eid=dep-a");
              });
    }

    @Test
    void bringsAllWhereAllIsAskedFor() {
      refuseTwo();
      BulkResult mended =
          ConsoleJson.read(operator.post("/api/retry?all=true").body(), BulkResult.class);
      assertThat(mended.changed()).isEqualTo(2);
      await().until(() -> books().delivered() == 2);
    }
  }

  @Nested
  class Erasing {
    @Test
    void leavesTheBooksBalanced() {
      refuseTwo();
      assertThat(operator.post("/api/erase?user=1&state=refused").body()).contains("\"changed\":1");
      assertThat(books()).isEqualTo(new Books(2, 0, 0, 0, 1, 1));
    }
  }

  @Nested
  class Forgetting {
    @Test
    void erasesAPerson() {
      given.telegram.user(42).starts("fb_click");
      await().until(() -> books().delivered() == 2 && bot.inboxBooks().delivered() == 1);
      ErasureResult forgotten =
          ConsoleJson.read(operator.post("/api/forget?user=42").body(), ErasureResult.class);
      assertThat(forgotten.bindings()).isOne();
      assertThat(operator.get("/api/uids?user=42").body()).isEqualTo("[]");
      assertThat(operator.get("/api/user?uid=click").statusCode()).isEqualTo(404);
      assertThat(audit())
          .first()
          .extracting(AuditEntry::what)
          .asString()
          .startsWith("forgot a person");
    }
  }

  @Nested
  class ATestDeposit {
    @Test
    void travelsToXtrackerAndSaysWhatItIs() {
      assertThat(operator.post("/api/test?user=7&amount=1.50&currency=EUR&id=n1").body())
          .contains("\"outcome\":\"queued\"", "\"eid\":\"dep-test-n1\"");
      await().until(() -> given.xtracker.ledger().event("dep-test-n1").isPresent());
      assertThat(operator.post("/api/test?user=7&amount=1.50&currency=EUR&id=n1").body())
          .contains("\"outcome\":\"duplicate\"");
      assertThat(operator.post("/api/test?user=7&amount=2&currency=EUR&id=n1").body())
          .contains("\"outcome\":\"conflict\"");
      assertThat(operator.post("/api/test?uid=click&amount=2&currency=EUR&id=n2").body())
          .contains("\"outcome\":\"queued\"");
    }
  }

  @Nested
  class ABackup {
    private HttpResponse<String> backup(String file) {
      return operator.post("/api/backup?file=" + URLEncoder.encode(file, StandardCharsets.UTF_8));
    }

    @Test
    void isWrittenWhileTheBotRuns() {
      Path copy = elsewhere.resolve("copy of the outbox.zip");
      HttpResponse<String> answer = backup(copy.toString());
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
      assertThat(copy).isNotEmptyFile();
      assertThat(audit()).first().extracting(AuditEntry::what).asString().contains(copy.toString());
    }

    @Test
    void overwritesNothingAndGuessesNoFolder() throws Exception {
      Path there = Files.writeString(elsewhere.resolve("there.zip"), "mine");
      assertRefused(backup(there.toString()), 400, "at which nothing is yet");
      assertThat(there).hasContent("mine");
      assertRefused(backup("relative.zip"), 400, "absolute");
      assertRefused(backup(elsewhere.resolve("outbox.journal").toString()), 400, "ends in .zip");
      assertRefused(
          backup(folder.resolve("b.zip").toString()), 400, "outside of the outbox's folder");
      assertRefused(backup("\u0000"), 400, "");
      assertRefused(operator.post("/api/backup"), 400, "file is missing");
    }
  }

  @Nested
  class TheAuditLine {
    @Test
    void tellsByWhichWayItWasDone() {
      String query = "/api/test?user=7&amount=1&currency=EUR&id=";
      change(query + "1", "command");
      assertThat(audit()).first().extracting(AuditEntry::who).isEqualTo("command");
      assertRefused(change(query + "2", "<b>me</b>"), 400, "console or command");
      assertThat(audit()).hasSize(1);
    }

    private HttpResponse<String> change(String path, String who) {
      return Operator.send(
          operator
              .request(path)
              .header("X-BotFunnel-Request", "1")
              .header("X-BotFunnel-Who", who)
              .POST(BodyPublishers.noBody())
              .build());
    }
  }
}
