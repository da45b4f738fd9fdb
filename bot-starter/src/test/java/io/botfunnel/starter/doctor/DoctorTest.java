package io.botfunnel.starter.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.doctor.Finding.Severity;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.testkit.telegram.BotApiFault;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults are planted one by one; each is named, with its remedy, and nothing else is. */
@Tag("slow")
class DoctorTest extends DoctorStage {
  @Nested
  class AWebhookOfOurs {
    @BeforeEach
    void isWanted() {
      settings.put("telegram.mode", "webhook");
      settings.put("telegram.webhook-url", "http://127.0.0.1:1/telegram");
      settings.put("telegram.webhook-secret", "webhook-secret-of-this-bot");
    }

    private void set() throws Exception {
      String call = "/setWebhook?url=http://127.0.0.1:1/telegram";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(telegram.url() + "/bot" + telegram.token() + call))
              .build();
      HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void isMissedUntilTheBotHasSetIt() {
      assertNamed(theOnlyFault(), Severity.WARNING, "telegram.webhook-url yet", "Start the bot");
    }

    @Test
    void isGoodWhileTelegramGetsThrough() throws Exception {
      set();
      assertThat(wrong(examine())).isEmpty();
    }

    @Test
    void isAtFaultWhereTelegramDoesNotGetThrough() throws Exception {
      set();
      telegram.user(7).says("hello");
      await().until(() -> !wrong(examine()).isEmpty());
      assertNamed(
          theOnlyFault(), Severity.FAILED, "1 updates: Connection refused", "the gateway's port");
    }
  }

  @Nested
  class WhereNothingIsWrong {
    @Test
    void findsNothingAndRecordsNothing() {
      List<Finding> findings = examine("abc");
      assertThat(wrong(findings)).isEmpty();
      assertThat(findings)
          .extracting(Finding::check)
          .contains("settings", "token", "webhook", "allowed-updates", "poller", "xtracker", "key")
          .contains("clock", "outbox", "disk", "rights", "uid");
      assertThat(xtracker.ledger().events()).isEmpty();
      assertThat(telegram.calls()).doesNotContain("deleteWebhook");
      assertThat(folder).isEmptyDirectory();
    }

    @Test
    void confirmsNoUpdate() {
      telegram.user(7).starts("fb_abc");
      assertThat(wrong(examine())).isEmpty();
      assertThat(telegram.pending()).isEqualTo(1);
    }

    @Test
    void opensAnOutboxThatIsThere() {
      bot().close();
      assertThat(wrong(examine())).isEmpty();
    }

    @Test
    void showsNoSecret() {
      assertThat(examine().toString()).doesNotContain(telegram.token(), xtracker.bearer());
    }
  }

  @Nested
  class ASetting {
    @Test
    void isMissing() {
      settings.remove("telegram.bot-token");
      assertNamed(theOnlyFault(), Severity.FAILED, "TELEGRAM_BOT_TOKEN", "ask @BotFather");
    }

    @Test
    void namesABearerFileThatCannotBeRead() {
      settings.remove("xtracker.bearer");
      settings.put("xtracker.bearer-file", folder.resolve("none").toString());
      assertNamed(
          theOnlyFault(),
          Severity.FAILED,
          "xtracker.bearer-file",
          "Check the path, the file's rights");
    }

    @Test
    void mayLeaveOutTheUpdatesThatTrackingNeeds() {
      settings.put("telegram.allowed-updates", "callback_query");
      settings.put("tracking.subscribed.chats", "-100");
      List<Finding> findings = examine();
      assertThat(wrong(findings)).isEmpty();
      assertThat(findings)
          .extracting(Finding::what)
          .anyMatch(what -> what.contains("tracking requests: message, my_chat_member"));
    }
  }

  @Nested
  class TheChatsToBeSubscribed {
    @BeforeEach
    void areSet() {
      settings.put("tracking.subscribed.chats", "@MyChannel, -1007");
      telegram.chat(-1005).ofType("channel").named("mychannel");
    }

    @Test
    void areAdministeredByTheBot() {
      List<Finding> findings = examine();
      assertThat(wrong(findings)).isEmpty();
      assertThat(findings)
          .extracting(Finding::what)
          .contains(
              "Telegram reports to the bot who joins @mychannel (Chat -1005)",
              "Telegram reports to the bot who joins -1007 (Chat -1007)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "restricted"})
    void areNotAdministeredByTheBot(String status) {
      telegram.chat(-1005).whereTheBotIs(status);
      assertNamed(
          theOnlyFault(),
          Severity.FAILED,
          "not an administrator of @mychannel (Chat -1005)",
          "Make the bot an administrator");
    }

    @Test
    void areLeftByTheBot() {
      telegram.chat(-1005).whereTheBotIs("left");
      assertNamed(
          theOnlyFault(), Severity.FAILED, "The bot is not in @mychannel", "Add the bot there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "kicked"})
    void areNotKnownToTheBot(String status) {
      telegram.chat(-1007).whereTheBotIs(status);
      assertNamed(
          theOnlyFault(), Severity.FAILED, "The bot does not know the chat -1007", "new id");
    }

    @Test
    void areMisspelled() {
      telegram.chat(-1005).named("other");
      assertNamed(theOnlyFault(), Severity.FAILED, "chat not found", "Correct the id or the name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"getChat", "getChatMember"})
    void mayNotBeToldOfRightNow(String method) {
      telegram.failMethod(method, BotApiFault.SERVER_ERROR_502);
      assertThat(wrong(examine()))
          .hasSize(2)
          .allSatisfy(
              fault -> assertNamed(fault, Severity.WARNING, "is unknown", "Run doctor again"));
    }
  }

  @Nested
  class Telegram {
    @Test
    void doesNotAcceptTheToken() {
      settings.put("telegram.bot-token", "7:revoked");
      assertNamed(theOnlyFault(), Severity.FAILED, "does not accept the bot token", "@BotFather");
    }

    @Test
    void cannotBeReached() {
      telegram.close();
      assertNamed(theOnlyFault(), Severity.FAILED, "Telegram cannot be reached", "whether it runs");
    }

    @Test
    void hasAWebhookLeftOver() throws Exception {
      HttpRequest set =
          HttpRequest.newBuilder(
                  URI.create(
                      telegram.url()
                          + "/bot"
                          + telegram.token()
                          + "/setWebhook?url=https://old.example/s3cret-path"))
              .build();
      HttpClient.newHttpClient().send(set, HttpResponse.BodyHandlers.discarding());
      Finding fault = theOnlyFault();
      assertNamed(fault, Severity.FAILED, "A webhook is set (to old.example)", "Start the bot");
      assertThat(fault.what()).doesNotContain("s3cret");
    }

    @Test
    void isPolledBySomebodyElseToo() throws Exception {
      pollFor = Duration.ofSeconds(5);
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> pollUntil(ended));
      try {
        assertNamed(
            theOnlyFault(), Severity.FAILED, "Another program polls", "Stop the other program");
      } finally {
        ended.set(true);
        telegram.fail(BotApiFault.OUTAGE);
        other.join();
      }
    }

    private void pollUntil(AtomicBoolean ended) {
      URI poll = URI.create(telegram.url() + "/bot" + telegram.token() + "/getUpdates?timeout=1");
      HttpClient http = HttpClient.newHttpClient();
      while (!ended.get()) {
        try {
          http.send(HttpRequest.newBuilder(poll).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
          ended.set(true);
        }
      }
    }
  }

  @Nested
  class Xtracker {
    @Test
    void cannotBeReached() {
      xtracker.close();
      assertNamed(theOnlyFault(), Severity.FAILED, "XTRACKER cannot be reached", "xtracker.url");
    }

    @Test
    void doesNotAcceptTheKey() {
      settings.put("xtracker.bearer", "rotated-away");
      assertNamed(
          theOnlyFault(), Severity.FAILED, "does not accept the key", "xtracker.bearer-file");
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"UNAVAILABLE_503", "RATE_LIMITED_429", "INTERNAL_500"})
    void hasTroubleOfItsOwn(Fault trouble) {
      xtracker.fail(trouble);
      assertNamed(theOnlyFault(), Severity.FAILED, "XTRACKER reports a problem", "Nothing is lost");
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"CAPTIVE_PORTAL_200", "REDIRECT_302", "EMPTY_200"})
    void isSomethingElse(Fault stranger) {
      xtracker.fail(stranger);
      assertNamed(theOnlyFault(), Severity.FAILED, "is not XTRACKER", "xtracker.url");
      assertThat(xtracker.ledger().redirectsFollowed()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"BAD_REQUEST_400", "UNPROCESSABLE_422"})
    void answersInWordsThatNobodyKnows(Fault words) {
      xtracker.fail(words);
      assertNamed(theOnlyFault(), Severity.WARNING, "unexpected answer", "test deposit");
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"INVALID_EVENT_200"})
    void acceptsTheKeyWhateverTheCodeOfItsRefusal(Fault refusal) {
      xtracker.fail(refusal);
      assertThat(wrong(examine())).isEmpty();
    }
  }

  @Nested
  class ThisMachine {
    @Test
    void hasAWrongClock() {
      clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-2));
      List<Finding> wrong = wrong(examine());
      assertThat(wrong).hasSize(2);
      assertThat(wrong)
          .allSatisfy(
              fault ->
                  assertNamed(fault, Severity.WARNING, "s behind ", "timedatectl set-ntp true"));
    }

    @ParameterizedTest
    @CsvSource({"-P3D, 3 days behind", "P400D, 400 days ahead of", "PT60M, 1 h ahead of"})
    void hasAClockThatWasNeverSet(Duration off, String words) {
      clock = Clock.offset(Clock.systemUTC(), off.plusSeconds(off.isNegative() ? -9 : 9));
      assertThat(wrong(examine()))
          .hasSize(2)
          .allSatisfy(
              fault -> {
                assertNamed(fault, Severity.FAILED, words, "timedatectl set-ntp true");
                assertThat(fault.what()).contains("occurred_at_ms");
              });
    }

    @Test
    void hasNoRoomLeft() {
      freeBytes = 99_000_000;
      assertNamed(theOnlyFault(), Severity.FAILED, "99 MB free", "Free some space");
      freeBytes = 999_000_000;
      assertNamed(theOnlyFault(), Severity.WARNING, "999 MB free", "Free some space");
    }

    @Test
    void letsOthersReadTheBearer() throws IOException {
      Path bearer = Files.writeString(folder.resolve("bearer"), xtracker.bearer());
      Files.setPosixFilePermissions(bearer, PosixFilePermissions.fromString("rw-r--r--"));
      settings.remove("xtracker.bearer");
      settings.put("xtracker.bearer-file", bearer.toString());
      assertNamed(
          theOnlyFault(), Severity.WARNING, "Every user of this machine", "chmod 600 " + bearer);
    }
  }

  @Nested
  class TheOutbox {
    @Test
    void isDamaged() throws IOException {
      bot().close();
      byte[] broken = Files.readAllBytes(file());
      java.util.Arrays.fill(broken, (byte) 7);
      Files.write(file(), broken);
      assertNamed(theOnlyFault(), Severity.FAILED, "outbox.mv.db is damaged", "restore a backup");
    }

    private Path file() {
      return Path.of(outbox() + ".mv.db");
    }

    @Test
    void cannotBeMade() throws IOException {
      Files.writeString(folder.resolve("data"), "a file where the folder should be");
      assertNamed(
          theOnlyFault(), Severity.FAILED, "cannot create its outbox", "tracking.outbox.url");
    }

    @Test
    void belongsToABotOfWhichNoMoreIsKnown() {
      try (Tracking bot = bot()) {
        List<Finding> wrong = wrong(examine());
        assertThat(wrong).extracting(Finding::check).containsExactly("outbox", "poller");
        assertNamed(wrong.get(0), Severity.WARNING, "its console is off", "console.enabled");
        assertNamed(wrong.get(1), Severity.WARNING, "were not looked for", "Search the bot's log");
        assertThat(telegram.calls()).doesNotContain("getUpdates");
        assertThat(bot.health().outbox().balanced()).isTrue();
      }
    }
  }

  @Nested
  class AnOutboxInPostgresql {
    private static final String PASSWORD = "pa55word-of-the-bot";

    private final String url = PostgresServer.shared().newDatabase();

    @BeforeEach
    void isWanted() {
      settings.put("tracking.outbox.url", url);
      freeBytes = 1;
    }

    private Tracking bot() {
      return Tracking.builder()
          .bearer("a-bearer")
          .url(URI.create("http://127.0.0.1:1"))
          .outbox(url)
          .start();
    }

    private Finding theOnlyFaultWith(String otherUrl) {
      settings.put("tracking.outbox.url", otherUrl);
      Finding fault = theOnlyFault();
      assertThat(fault.check()).isEqualTo("outbox");
      assertThat(fault.what() + fault.remedy()).doesNotContain(PASSWORD);
      return fault;
    }

    @Test
    void lacksNothingBeforeTheBotsFirstStartAndAfterIt() {
      assertThat(wrong(examine())).isEmpty();
      assertThat(examine()).extracting(Finding::what).anyMatch(said -> said.contains("no outbox"));
      bot().close();
      assertThat(wrong(examine())).isEmpty();
      assertThat(examine())
          .extracting(Finding::what)
          .anyMatch(said -> said.contains("its books balance"))
          .anyMatch(said -> said.contains("on the disk of PostgreSQL's machine"));
    }

    @Test
    void isOpenInABotWhichIsNotDisturbed() {
      try (Tracking bot = bot()) {
        List<Finding> all = examine();
        assertThat(wrong(all)).extracting(Finding::check).containsExactly("poller");
        assertThat(all)
            .extracting(Finding::what)
            .anyMatch(said -> said.contains("One other process has the outbox open"));
        assertThat(telegram.calls()).doesNotContain("getUpdates");
        assertThat(bot.health().outbox().balanced()).isTrue();
      }
    }

    @Test
    void isReachedByANetworkThatProvesNothing() {
      // An address of this machine in a form that is none of its names
      settings.put("tracking.outbox.url", "jdbc:postgresql://[::ffff:127.0.0.1]:1/bot?user=bot");
      assertThat(wrong(examine()))
          .filteredOn(finding -> finding.verdict() == Severity.WARNING)
          .singleElement()
          .satisfies(
              warning -> {
                assertThat(warning.what()).contains("is reached by a network");
                assertThat(warning.remedy()).contains("Add sslmode=verify-full");
              });
    }

    @Test
    void isAway() {
      String away = "jdbc:postgresql://127.0.0.1:1/bot?user=bot&password=" + PASSWORD;
      assertNamed(
          theOnlyFaultWith(away),
          Severity.FAILED,
          "jdbc:postgresql://127.0.0.1:1/bot cannot be reached",
          "Is PostgreSQL running");
    }

    @Test
    void doesNotTakeThePassword() throws IOException {
      PostgresServer.shared().newUser("wrongpass", "another");
      assertNamed(
          theOnlyFaultWith(PostgresServer.as("wrongpass", PASSWORD, url)),
          Severity.FAILED,
          "does not let us in",
          "Check user and password in tracking.outbox.url");
    }

    @Test
    void doesNotLetItsUserMakeTables() throws IOException {
      PostgresServer.shared().newUser("norights", PASSWORD);
      String schema = url.replaceFirst(".*currentSchema=", "");
      PostgresServer.shared().execute("GRANT USAGE ON SCHEMA " + schema + " TO norights");
      assertNamed(
          theOnlyFaultWith(PostgresServer.as("norights", PASSWORD, url)),
          Severity.FAILED,
          "may not be used",
          "GRANT CREATE, USAGE");
    }
  }

  @Nested
  class ARunningBot {
    private void says(String json) {
      console = Optional.of(ConsoleJson.read(json, Status.class));
    }

    @Test
    void isAskedInsteadOfDisturbed() {
      says("{\"verdict\":\"delivering\",\"polling\":true,\"telegramTrouble\":null}");
      assertThat(wrong(examine())).isEmpty();
      assertThat(telegram.calls()).doesNotContain("getUpdates");
    }

    @Test
    void hasAnotherPollerBesideIt() {
      says("{\"verdict\":\"idle\",\"telegramTrouble\":\"Another program polls for this bot\"}");
      assertNamed(theOnlyFault(), Severity.FAILED, "Another program polls", "Follow the message");
    }

    @Test
    void deliversNothing() {
      says(
          "{\"verdict\":\"unauthorized\",\"endpoint\":{\"reason\":\"HTTP 401\"},\"polling\":true}");
      assertNamed(
          theOnlyFault(), Severity.FAILED, "does not accept its key: HTTP 401", "bearer-file");
      says("{\"verdict\":\"paused\",\"endpoint\":{\"reason\":\"HTTP 503\"},\"polling\":true}");
      assertNamed(theOnlyFault(), Severity.WARNING, "paused delivery: HTTP 503", "Nothing is lost");
    }

    @Test
    void cannotWriteAndDoesNotPollYet() {
      says("{\"verdict\":\"held\",\"held\":{\"reason\":\"the disk is full\",\"updates\":3}}");
      List<Finding> wrong = wrong(examine());
      assertNamed(
          wrong.get(0),
          Severity.FAILED,
          "3 updates are held: the disk is full",
          "Fix what the reason reports");
      assertNamed(
          wrong.get(1), Severity.FAILED, "Held: the outbox", "Fix what the line about the outbox");
      assertNamed(wrong.get(2), Severity.WARNING, "does not poll yet", "Run doctor again");
    }
  }

  @Nested
  class AUid {
    @Test
    void isTooLongForAStartLink() {
      assertNamed(
          theOnlyFault("a".repeat(62)), Severity.FAILED, "fb_ leaves 61 for a uid", "shorter uids");
    }

    @Test
    void hasLessRoomBehindALongerPrefix() {
      settings.put("tracking.start-prefix", "landing_");
      assertThat(wrong(examine("a".repeat(56)))).isEmpty();
      assertNamed(
          theOnlyFault("a".repeat(57)), Severity.FAILED, "landing_ leaves 56", "shorter uids");
    }
  }
}
