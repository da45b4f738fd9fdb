package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.Hooks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two days of a busy bot, walked in seconds, as its operator sees them; kept in target/. */
@NeedsChromium
@Tag("slow")
class ConsoleScreenshotsTest {
  private static final int HOURS = 48;
  private static final int MOST_USERS = 2_000;

  @TempDir Path folder;

  /** So many users arrive together: side by side they share what a bind has to wait for. */
  private static final int AT_ONCE = 4;

  private final Random dice = new Random(4);
  private final SteppingClock clock =
      new SteppingClock(Clock.systemUTC().instant().minus(Duration.ofHours(HOURS)));
  private final ExecutorService walkers = Executors.newFixedThreadPool(AT_ONCE);
  private int users;

  @AfterEach
  void endWalkers() {
    walkers.shutdownNow();
  }

  @Test
  void showABusyDay() {
    try (TestBot given = new TestBot(folder).withConsole();
        BotApplication bot = given.start(context -> {}, clock);
        Browser browser = Browser.open()) {
      given.xtracker.knowsOnly(knownUids());
      given.xtracker.failWhen(call -> "dep-PO-refused".equals(call.eid()), Fault.INVALID_VALUE_400);
      walkTwoDays(bot);
      browser.fresh().sized(1280, 1180).go(bot.consoleLink().orElseThrow());
      browser
          .awaitText("#count-refused", "1")
          .awaitText("#count-conflicts", "2")
          .awaitText("#money-chart .u-legend", "First")
          .awaitShown("#feed-rows tr", 50);
      assertThat(browser.shown(".currency")).isEqualTo(2);
      browser.screenshot("desktop-light").click("#tab-refused").awaitShown(".refusal", 1);
      browser.screenshot("refused").click("#tab-feed").click("#theme").screenshot("desktop-dark");
      browser.click("#theme").sized(375, 1900).awaitShown("#feed-rows tr", 50).screenshot("phone");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** All but one in forty. */
  private static String[] knownUids() {
    return IntStream.range(0, MOST_USERS)
        .filter(user -> user % 40 != 0)
        .mapToObj(ConsoleScreenshotsTest::uid)
        .toArray(String[]::new);
  }

  private static String uid(int user) {
    return "c" + Integer.toString(7_919_000 + user * 104_729, 36);
  }

  private static long id(int user) {
    return 910_000_000L + user * 48_611L;
  }

  private void walkTwoDays(BotApplication bot) {
    for (int hour = 0; hour < HOURS; hour++) {
      walkAnHour(bot, hour);
      await().until(() -> bot.health().outbox().waiting() == 0);
    }
    contradict(bot);
  }

  private void walkAnHour(BotApplication bot, int hour) {
    double daylight = 1.2 + Math.sin((hour - 9) * Math.PI / 12);
    int arrivals = (int) Math.round(3 + 4 * daylight + dice.nextInt(4) + hour / 16.0);
    for (int arrived = 0; arrived < arrivals; arrived += AT_ONCE) {
      int together = Math.min(AT_ONCE, arrivals - arrived);
      walkTogether(bot, together);
      clock.advance(Duration.ofHours(1).multipliedBy(together).dividedBy(arrivals));
    }
  }

  private void walkTogether(BotApplication bot, int number) {
    IntStream.range(users, users + number)
        .mapToObj(user -> CompletableFuture.runAsync(() -> walk(bot, user), walkers))
        .toList()
        .forEach(CompletableFuture::join);
    users += number;
  }

  private static void walk(BotApplication bot, int user) {
    Random ownDice = new Random(user * 7_919L);
    bot.tracking().bind(id(user), uid(user));
    Hooks hooks = bot.tracking().user(id(user));
    hooks.contact();
    if (ownDice.nextInt(100) < 74) {
      hooks.subscribed();
      if (ownDice.nextInt(100) < 52) {
        register(hooks, user, ownDice);
      }
    }
  }

  private static void register(Hooks hooks, int user, Random dice) {
    hooks.registration("PO-" + (48_000 + user));
    if (dice.nextInt(100) < 46) {
      String currency = dice.nextInt(100) < 70 ? "USD" : "EUR";
      hooks.deposit(10 + 5 * dice.nextInt(12) + ".00", currency, "PO-" + (77_000 + user));
      if (dice.nextInt(100) < 30) {
        hooks.deposit(20 + 10 * dice.nextInt(9) + ".00", currency, "PO-" + (79_000 + user));
      }
    }
  }

  private void contradict(BotApplication bot) {
    Hooks last = bot.tracking().user(id(users - 1));
    last.deposit("50.00", "USD", "PO-refused");
    last.deposit("60.00", "USD", "PO-twice");
    last.deposit("65.00", "USD", "PO-twice");
    bot.tracking().bind(5_551_234_567L, uid(users - 1));
    await().until(() -> bot.health().outbox().waiting() == 0);
  }
}
