package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.delivery.RefusedKind;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.StalledThread;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in the states that a real bot is seldom in. */
@NeedsChromium
@Tag("slow")
class ConsoleStatesTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  private static Browser browser;

  private final Clock clock = new SteppingClock(Clock.systemUTC().instant());
  private final StagedBot bot = new StagedBot(clock);
  private Console console;

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @BeforeEach
  void start() {
    console = bot.start();
    browser.fresh();
  }

  @AfterEach
  void stop() {
    bot.answering.countDown();
    console.close();
  }

  private Browser opened() {
    return browser.go(console.link());
  }

  private Instant ago(Duration time) {
    return clock.instant().minus(time);
  }

  @Test
  void waitsInGreyLinesUntilTheBotAnswers() {
    bot.answering = new CountDownLatch(1);
    opened()
        .awaitText("#verdict-word", "Connecting…")
        .awaitShown("#funnel .skeleton", 1)
        .awaitShown("#panel-feed .skeleton", 1);
    bot.answering.countDown();
    browser.awaitText("#verdict-word", "Idle").awaitShown(".skeleton", 0);
  }

  private void awaitConflictReads(int number) {
    await().untilAsserted(() -> assertThat(bot.conflictReads).hasValue(number));
  }

  @Test
  void saysWhatCannotBeReadAndTriesAgain() {
    bot.readable = false;
    opened()
        .awaitText("#funnel .failed", "The outbox cannot be read: the disk is gone. Mount it")
        .click("#tab-refused")
        .awaitText("#panel-refused .failed", "the disk is gone")
        .click("#tab-conflicts")
        .awaitText("#panel-conflicts .failed", "the disk is gone");
    awaitConflictReads(2); // at the start and for the tab
    browser.click("#panel-conflicts .failed button");
    awaitConflictReads(3);
    bot.readable = true; // live data brings the rest, unasked
    browser
        .awaitText("#panel-conflicts", "No conflicts")
        .awaitText("#funnel", "No events in this period");
  }

  @Test
  void saysThatABatchIsHeldAndWhy() {
    bot.held =
        new OutboxOutage(ago(Duration.ofMinutes(3)), 17, "The disk is full: free some space.");
    opened()
        .awaitText("#verdict-word", "Held")
        .awaitText("#verdict-since", "for 3 min")
        .awaitText("#verdict-reason", "The disk is full: free some space. 17 updates wait");
  }

  private void answers(
      EndpointHealth.Status status, @Nullable String reason, RefusedKind... kinds) {
    Instant since = ago(Duration.ofMinutes(4));
    bot.endpoint =
        new EndpointHealth(
            status, since, reason, reason == null ? null : clock.instant(), since, List.of(kinds));
  }

  private void stage(TrackingVerdict verdict) {
    switch (verdict) {
      case NOT_RUNNING -> bot.running = false;
      case HUNG ->
          bot.stalled = new StalledThread("botfunnel-outbox", Duration.ofSeconds(75), "waits");
      case HELD ->
          bot.held = new OutboxOutage(ago(Duration.ofMinutes(3)), 0, "PostgreSQL is away.");
      case DRY_RUN -> bot.dryRun = true;
      case UNAUTHORIZED -> answers(EndpointHealth.Status.UNAUTHORIZED, "HTTP 401");
      case PAUSED -> answers(EndpointHealth.Status.PAUSED, "HTTP 503");
      case REFUSING ->
          answers(
              EndpointHealth.Status.RUNNING,
              null,
              new RefusedKind(
                  "deposit", 22, ago(Duration.ofMinutes(3)), "invalid_value (HTTP 400)"));
      case IDLE -> {}
      case DELIVERING -> answers(EndpointHealth.Status.RUNNING, null);
    }
  }

  @ParameterizedTest
  @EnumSource(TrackingVerdict.class)
  void showsTheBotsOwnVerdictAndIsGreenForDeliveringAlone(TrackingVerdict verdict) {
    stage(verdict);
    String words = verdict.words();
    opened()
        .awaitText(
            "#verdict-word", words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
        .screenshot("verdict-" + verdict.word());
    assertThat(browser.attribute("#verdict", "data-tone").equals("good"))
        .isEqualTo(verdict == TrackingVerdict.DELIVERING);
    assertThat(browser.text("#verdict-reason")).isNotBlank().doesNotContain("undefined", "null");
  }

  @Test
  void marksBooksThatDoNotBalance() {
    bot.outbox = new Books(10, 1, 5, 1, 0, 1);
    bot.inbox = new Books(3, 0, 3, 0, 0, 0);
    opened()
        .awaitText("[data-book=events] .balance", "does not balance: 2 missing")
        .awaitText("[data-book=updates] .balance", "✓ balanced");
  }

  @Test
  void soundsTheAlarmWhereNothingComesForLong() {
    Instant last = ago(Duration.ofHours(3));
    bot.stalledSteps =
        List.of(
            new StalledStep(Step.STARTED, last, Duration.ofMinutes(30)),
            new StalledStep(Step.DEPOSIT, last, Duration.ofMinutes(20)));
    opened()
        .awaitText("[data-banner=stalled-started]", "No /start for 3 h")
        .awaitText("[data-banner=stalled-started]", "6 times the usual gap of 30 min")
        .awaitText("[data-banner=stalled-deposit]", "No deposit for 3 h")
        .awaitText("[data-banner=stalled-deposit]", "9 times the usual gap of 20 min");
  }

  @Test
  void saysHowManyAreQuarantinedAndWhenTheNextTrialIsDue() {
    bot.inbox = new Books(3, 0, 1, 0, 2, 0);
    bot.conversions = new Books(1, 0, 0, 0, 1, 0);
    bot.quarantined =
        List.of(
            new Quarantined(Topic.INBOX, 2, clock.instant().plus(Duration.ofHours(2))),
            new Quarantined(Topic.CONVERSIONS, 1, ago(Duration.ofMinutes(1))));
    opened()
        .awaitText("[data-banner=quarantined-inbox]", "2 updates quarantined")
        .awaitText("[data-banner=quarantined-inbox]", "The next trial is due in ")
        .awaitText("[data-banner=quarantined-conversions]", "1 conversion quarantined")
        .awaitText("[data-banner=quarantined-conversions]", "The next trial is due, once");
  }

  @Test
  void saysLoudlyThatNothingIsSent() {
    bot.dryRun = true;
    opened()
        .awaitText("[data-banner=dry]", "DRY RUN")
        .awaitText("#verdict-reason", "Nothing is sent");
  }

  @Test
  void saysWhatIsWrongWithTelegram() {
    bot.telegramTrouble = "Telegram does not accept the bot token";
    opened()
        .awaitText("[data-banner=telegram]", "Telegram does not accept the bot token")
        .awaitText("[data-tile=telegram]", "trouble");
  }

  @Test
  void listsUpdatesThatWereSetAside() {
    bot.inbox = new Books(1, 0, 0, 0, 1, 0);
    bot.entries = List.of(entry(1, "update", "7", State.REFUSED, "the process died 3 times"));
    opened()
        .awaitText("#count-inbox", "1")
        .click("#tab-inbox")
        .awaitText("#panel-inbox .refusal", "the process died 3 times")
        .click("#panel-inbox [data-part=retry]")
        .awaitText("#confirm-text", "an update that ends the process does so again")
        .click("#confirm-yes")
        .awaitText("#confirm-progress", "the disk is gone");
    browser.click("#confirm-no").awaitShown("#confirm", 0).awaitShown("#panel-inbox .refusal", 1);
  }

  @Test
  void listsConversionsOfWhichTheBotWasNotTold() {
    bot.conversions = new Books(1, 0, 0, 0, 1, 0);
    bot.entries = List.of(entry(1, "deposit", "user:7/1", State.REFUSED, "its handler failed"));
    opened()
        .awaitText("#count-conversions", "1")
        .click("#tab-conversions")
        .awaitText("#panel-conversions .refusal", "its handler failed")
        .click("#panel-conversions [data-part=retry]")
        .awaitText("#confirm-text", "The bot’s conversion handler gets it once more")
        .click("#confirm-no")
        .awaitShown("#confirm", 0);
    bot.entries = List.of();
    browser
        .click("#tab-inbox")
        .click("#tab-conversions")
        .awaitText("#panel-conversions", "No conversion is refused");
  }

  @Test
  void showsAHostileUidAsText() {
    bot.outbox = new Books(2, 0, 1, 0, 1, 0);
    bot.telegramTrouble = HOSTILE + "\u202e\u0085turned";
    bot.conflicts = List.of(new Conflict("bind", HOSTILE, "1", HOSTILE, clock.instant()));
    bot.entries =
        List.of(
            entry(1, "bind", HOSTILE, State.DELIVERED, null),
            entry(2, "deposit", HOSTILE + 2, State.REFUSED, HOSTILE));
    opened()
        .awaitText("[data-banner=telegram]", HOSTILE + "\\u202e\\u0085turned")
        .awaitText("#feed-rows [data-kind=bind] .uid", HOSTILE)
        .awaitText("#feed-rows [data-kind=deposit] .state", HOSTILE)
        .click("#tab-conflicts")
        .awaitText("#panel-conflicts", HOSTILE)
        .click("#tab-refused")
        .awaitText(".refusal", HOSTILE)
        .click("#tab-feed")
        .click("#feed-rows [data-kind=bind] .person")
        .awaitText("#timeline-title", "Click " + HOSTILE)
        .awaitText("#timeline .course", HOSTILE);
    assertThat(browser.shown("img")).isZero();
    assertThat(browser.complaints()).noneMatch(line -> line.contains("Content Security Policy"));
  }

  private Recorded entry(long id, String kind, String eid, State state, @Nullable String reason) {
    return new Recorded(
        id, kind, eid, null, HOSTILE, "", state, 0, reason, clock.instant(), clock.instant(), null);
  }
}
