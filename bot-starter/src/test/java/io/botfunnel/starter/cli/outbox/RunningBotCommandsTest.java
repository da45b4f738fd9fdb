package io.botfunnel.starter.cli.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.bot.Bot;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.cli.Shell;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, and what carries them, with a bot that runs. */
@Tag("slow")
class RunningBotCommandsTest {
  private static final long ANN = 1001;
  private static final long BOB = 1002;

  @TempDir Path folder;
  @TempDir Path elsewhere;
  @AutoClose private final XtrackerServer xtracker = XtrackerServer.start();
  @AutoClose private final BotApiServer telegram = BotApiServer.start();
  private final Map<String, String> settings = new HashMap<>();
  private final Shell shell = new Shell();
  private BotApplication bot;

  @BeforeEach
  void run() {
    settings.put("telegram.bot-token", telegram.token());
    settings.put("telegram.api-url", telegram.url().toString());
    settings.put("xtracker.url", xtracker.url().toString());
    settings.put("xtracker.bearer", xtracker.bearer());
    settings.put("tracking.outbox.url", folder.resolve("outbox").toString());
    settings.put("console.port", "0");
    settings.forEach(shell::with);
    bot = BotApplication.start(Settings.from(settings), context -> {});
    bot.tracking().bind(ANN, "abc");
    bot.tracking().user(ANN).deposit("25.00", "USD", "tx-1");
    await().until(() -> bot.health().outbox().delivered() == 2);
  }

  @AfterEach
  void stop() {
    bot.close();
  }

  private void refuseOneOfBobs() {
    xtracker.failNext(1, Fault.INVALID_VALUE_400);
    bot.tracking().user(BOB).deposit("7.50", "EUR", "tx-2");
    await().until(() -> bot.health().outbox().refused() == 1);
  }

  @Nested
  class Commands {
    @Test
    void seeThatItRunsAndDelivers() throws IOException {
      await().until(() -> bot.username().isPresent());
      Shell.Answer answer = shell.run("outbox", "status");
      assertThat(answer.err()).isEmpty();
      assertThat(answer.code()).isZero();
      assertThat(answer.out())
          .contains("runs as @FunnelTestBot")
          .containsPattern("Verdict +delivering: events reach XTRACKER");
      assertThat(shell.run("outbox", "status", "--json").json().path("running").asBoolean())
          .isTrue();
    }

    @Test
    void sayWhyDepositsStopped() {
      xtracker.fail(Fault.UNAUTHORIZED_401);
      bot.tracking().user(ANN).deposit("1.00", "USD", "tx-9");
      await().until(() -> shell.run("outbox", "status").out().contains("unauthorized"));
      Shell.Answer answer = shell.run("outbox", "status");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("XTRACKER does not accept our key", "xtracker.bearer-file");
    }

    @Test
    void sayThatDeliveryIsPaused() {
      xtracker.fail(Fault.UNAVAILABLE_503);
      for (int i = 0; i < 10; i++) {
        bot.tracking().user(ANN + i).deposit("1.00", "USD", "tx-1" + i);
      }
      await().until(() -> shell.run("outbox", "status").out().contains("paused"));
      assertThat(shell.run("outbox", "status").out()).contains("XTRACKER fails", "Nothing is lost");
    }

    @Test
    void seeWhatTheBotIsTold() throws IOException {
      bot.close();
      Bot failing =
          Bot.handling(context -> {})
              .onConversion(
                  (conversion, user) -> {
                    throw new IllegalStateException("no access to the channel");
                  });
      bot = BotApplication.start(Settings.from(settings), failing);
      bot.tracking().user(ANN).deposit("1.00", "USD", "tx-told");
      await()
          .until(
              () ->
                  shell
                      .run("outbox", "list", "--conversions", "--user", String.valueOf(ANN))
                      .out()
                      .contains("no access to the channel"));
      assertThat(shell.run("outbox", "status").out()).containsPattern("Conversions +accepted 1");
      assertThat(shell.run("outbox", "status", "--json").json().at("/conversions/waiting").asInt())
          .isEqualTo(1);
      assertThat(shell.run("outbox", "list", "--conversions", "--inbox").code()).isEqualTo(2);
      String eid =
          shell.run("outbox", "list", "--conversions", "--json").json().path("eid").asText();
      assertThat(shell.run("outbox", "show", "deposit", eid, "--conversions").out())
          .containsPattern("Reason .*no access to the channel")
          .containsPattern("Body .*dep-tx-told");
      assertThat(shell.run("outbox", "show", "deposit", eid).code()).isEqualTo(1);
      assertThat(shell.run("outbox", "show", "contact", eid, "--conversions").err())
          .contains(
              "no contact conversion with the eid", "outbox list --conversions --kind contact");
    }

    @Test
    void sendARefusedOneAgainWhichIsDelivered() {
      refuseOneOfBobs();
      assertThat(shell.run("outbox", "retry", "--all", "--yes").out())
          .contains("1 entry sent again");
      await().until(() -> xtracker.ledger().event("dep-tx-2").isPresent());
    }

    @Test
    void sendATestDepositAndSeeItDelivered() throws IOException {
      Shell.Answer answer = shell.run("send", "--uid", "abc", "--id", "x", "--yes", "--json");
      assertThat(answer.err()).isEmpty();
      assertThat(answer.code()).isZero();
      assertThat(answer.json().path("result").asText()).isEqualTo("delivered");
      assertThat(answer.json().path("entry").path("state").asText()).isEqualTo("delivered");
      assertThat(xtracker.ledger().event("dep-test-x")).isPresent();
    }

    @Test
    void sayThatATestDepositWasRefusedAndWhy() {
      xtracker.fail(Fault.INVALID_VALUE_400);
      Shell.Answer answer = shell.run("send", "--uid", "abc", "--yes");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("refused", "invalid_value");
    }

    @Test
    void sayThatATestDepositWaitsSinceTheKeyIsNotAccepted() throws IOException {
      xtracker.fail(Fault.UNAUTHORIZED_401);
      bot.tracking().user(ANN).deposit("1.00", "USD", "tx-9");
      await().until(() -> shell.run("outbox", "status").out().contains("unauthorized"));
      Shell.Answer answer = shell.run("send", "--uid", "abc", "--timeout", "0", "--yes", "--json");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.json().path("result").asText()).isEqualTo("unauthorized");
    }

    @Test
    void sayThatATestDepositWaitsSinceDeliveryIsPaused() {
      xtracker.fail(Fault.UNAVAILABLE_503);
      for (int i = 0; i < 10; i++) {
        bot.tracking().user(ANN + i).deposit("1.00", "USD", "tx-1" + i);
      }
      await().until(() -> shell.run("outbox", "status").out().contains("paused"));
      Shell.Answer answer = shell.run("send", "--uid", "abc", "--timeout", "0", "--yes");
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.out()).contains("waits: delivery is paused");
    }

    @Test
    void eraseForgetExportAndBackUp() throws IOException {
      refuseOneOfBobs();
      assertThat(shell.run("outbox", "erase", "deposit", "dep-tx-2", "--yes").code()).isZero();
      assertThat(shell.run("outbox", "export", "--format", "json").jsonLines()).hasSize(3);
      assertThat(shell.run("outbox", "backup", elsewhere.resolve("b.zip").toString()).code())
          .isZero();
      assertThat(shell.run("forget", "" + ANN, "--yes").out())
          .contains("Erased 2 entries and 1 uid");
      assertThat(shell.run("user", "abc").code()).isEqualTo(1);
      assertThat(bot.health().outbox().balanced()).isTrue();
    }

    @Test
    void printALinkAndAKeyThatLetIn() throws Exception {
      Shell.Answer link = shell.run("console");
      assertThat(link.code()).isZero();
      assertThat(link.err()).isEmpty();
      URI url = bot.console().orElseThrow().url();
      assertThat(link.lines()).singleElement().asString().startsWith(url + "/#key=");
      assertThat(shell.run("console", "--json").json().path("link").asText())
          .startsWith(url + "/#key=")
          .isNotEqualTo(link.out().strip());
      String key = shell.run("console", "--key").out().strip();
      HttpRequest status =
          HttpRequest.newBuilder(url.resolve("/api/status")).header("X-BotFunnel-Key", key).build();
      assertThat(HttpClient.newHttpClient().send(status, BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }

    @Test
    void sayThatNoBotRunsThatCouldLetIn() {
      bot.close();
      Shell.Answer answer = shell.run("console");
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.err())
          .contains("No bot with a console runs here", "outbox.console", "CONSOLE_ENABLED");
    }

    @Test
    void leaveAnAuditLineThatNamesThem() {
      shell.run("forget", "" + ANN, "--yes");
      assertThat(bot.tracking().operations().audit(1))
          .singleElement()
          .satisfies(line -> assertThat(line.who()).isEqualTo("command"));
    }

    @Test
    void askItInsteadOfDisturbingIt() {
      await().until(telegram::polling);
      Shell.Answer answer = shell.run("doctor");
      assertThat(answer.code()).isZero();
      assertThat(answer.out())
          .contains("The running bot polls without problems", "Nothing is wrong");
      JsonNode json = json(shell.run("doctor", "--json"));
      assertThat(json.path("good").asBoolean()).isTrue();
      assertThat(json.path("findings").get(0).path("verdict").asText()).isEqualTo("good");
    }

    @Test
    void letDoctorSayWhatIsWrong() {
      xtracker.fail(Fault.FORBIDDEN_403);
      Shell.Answer answer = shell.run("doctor", "--uid", "a".repeat(70));
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out())
          .contains("✗ XTRACKER does not accept the key", "→ Put the space's bearer");
      assertThat(answer.out()).contains("✗ The uid of 70 characters", "checks fail");
    }

    private JsonNode json(Shell.Answer answer) {
      try {
        return answer.json();
      } catch (IOException e) {
        throw new AssertionError(answer.out(), e);
      }
    }
  }

  @Nested
  class TheConsole {
    private Operations here() {
      return bot.tracking().operations();
    }

    private Operations remote() {
      return new RemoteOperations(new ConsoleClient(bot.console().orElseThrow()));
    }

    @Test
    void answersAsTheOutboxItself() {
      refuseOneOfBobs();
      xtracker.knowsOnly("abc");
      bot.tracking().bind(BOB, "unknown");
      bot.tracking().bind(BOB, "abc");
      await().until(() -> !here().unmatched(9).isEmpty());
      Filter refused = Filter.ALL.in(State.REFUSED).of(BOB);

      assertThat(remote().books(Topic.OUTBOX)).isEqualTo(here().books(Topic.OUTBOX));
      assertThat(remote().books(Topic.INBOX)).isEqualTo(here().books(Topic.INBOX));
      assertThat(remote().oldestWaiting()).isEqualTo(here().oldestWaiting());
      assertThat(remote().list(refused, Long.MAX_VALUE, 10))
          .isEqualTo(here().list(refused, Long.MAX_VALUE, 10));
      assertThat(remote().list(Filter.ALL, 3, 1)).isEqualTo(here().list(Filter.ALL, 3, 1));
      assertThat(remote().unmatched(9)).isEqualTo(here().unmatched(9));
      assertThat(remote().conflicts(9)).hasSize(1).isEqualTo(here().conflicts(9));
      assertThat(remote().stalledSteps()).isEqualTo(here().stalledSteps());
      assertThat(remote().funnel(Period.HOUR).counts())
          .isEqualTo(here().funnel(Period.HOUR).counts());
      assertThat(remote().funnel(Period.HOUR).revenue())
          .isEqualTo(here().funnel(Period.HOUR).revenue());
      assertThat(remote().show(Topic.OUTBOX, "deposit", "dep-tx-1"))
          .isEqualTo(here().show(Topic.OUTBOX, "deposit", "dep-tx-1"));
      assertThat(remote().show(Topic.OUTBOX, "deposit", "dep-none")).isEmpty();
      assertThat(remote().userOf("abc")).contains(ANN);
      assertThat(remote().userOf("nobody")).isEmpty();
      assertThat(remote().uidsOf(ANN)).containsExactly("abc");
    }

    @Test
    void changesAsTheOutboxItself() {
      Receipt receipt =
          remote().recordTest(new ClickId("abc"), Money.of("1", "USD"), "remote", "command");
      assertThat(receipt.queued()).isTrue();
      assertThat(receipt.eid().value()).isEqualTo("dep-test-remote");
      assertThat(remote().audit(5)).isEqualTo(here().audit(5)).isNotEmpty();
    }

    @Test
    void saysWhatIsWrongWithAChange() throws IOException {
      Path taken = Files.createFile(elsewhere.resolve("taken.zip"));
      assertThatThrownBy(() -> remote().backup(taken, "command"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Choose another name");
    }

    @Test
    void isNotOursWhereTheKeyIsAnother() {
      URI url = bot.console().orElseThrow().url();
      ConsoleClient stranger = new ConsoleClient(new ConsoleAddress(url, "another-key"));
      assertThat(stranger.answers()).isFalse();
      assertThatThrownBy(stranger::status)
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("does not hold its key");
    }

    @Test
    void mayStopInTheMeantime() {
      Operations remote = remote();
      bot.close();
      assertThatThrownBy(() -> remote.books(Topic.OUTBOX))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("does not answer", "Repeat the command");
    }
  }
}
