package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.telegram.BotApiFault;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told of a bot. */
@Tag("slow")
class MetricsTest {
  private static final UpdateHandler NOTHING = context -> {};

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private TestBot given;

  @BeforeEach
  void servers() {
    given = new TestBot(folder);
  }

  @AfterEach
  void stop() {
    given.xtracker.heal();
    given.close();
  }

  private static double value(BotApplication bot, String series) {
    return new Scrape(bot.metrics()).of(series);
  }

  /** What the outbox does not answer within a second is shown by a later scrape. */
  private static void awaitValue(BotApplication bot, String series, double expected) {
    await().until(() -> value(bot, series) == expected);
  }

  private void stepUntil(BotApplication bot, Callable<Boolean> condition) {
    await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(2));
              bot.tracking().wake();
              return condition.call();
            });
  }

  @Nested
  class WhatFlows {
    @Test
    void isCountedAndTimed() {
      try (BotApplication bot = given.start(NOTHING)) {
        given.telegram.user(42).starts("fb_click");
        bot.tracking().user(42).deposit("25.00", "USD", "1");
        await().until(() -> bot.health().outbox().delivered() == 3);
        await().until(() -> bot.inboxBooks().delivered() == 1);
        Scrape scrape = new Scrape(bot.metrics());
        assertThat(scrape.of("botfunnel_attempts_total{answer=\"delivered\"}")).isEqualTo(3);
        assertThat(scrape.of("botfunnel_attempts_total{answer=\"refused\"}")).isZero();
        assertThat(scrape.of("botfunnel_attempt_duration_seconds_count")).isEqualTo(3);
        assertThat(scrape.of("botfunnel_attempt_duration_seconds_bucket{le=\"15.0\"}"))
            .isEqualTo(3);
        assertThat(scrape.of("botfunnel_append_duration_seconds_count")).isEqualTo(2);
        assertThat(scrape.of("botfunnel_append_duration_seconds_sum")).isPositive();
        assertThat(scrape.of("botfunnel_appended_total")).isEqualTo(3);
        assertThat(scrape.of("botfunnel_accepted_total{topic=\"outbox\"}")).isEqualTo(3);
        assertThat(scrape.of("botfunnel_entries{state=\"delivered\",topic=\"outbox\"}"))
            .isEqualTo(3);
        assertThat(scrape.of("botfunnel_entries{state=\"delivered\",topic=\"inbox\"}")).isOne();
        assertThat(scrape.of("botfunnel_books_balanced{topic=\"outbox\"}")).isOne();
        assertThat(scrape.of("botfunnel_last_success_timestamp_seconds")).isGreaterThan(1e9);
        assertThat(scrape.of("botfunnel_polling")).isOne();
        assertThat(scrape.of("botfunnel_telegram_trouble")).isZero();
        assertThat(scrape.of("botfunnel_dry_run")).isZero();
        assertThat(scrape.of("jvm_threads_live_threads")).isPositive();
      }
    }

    @Test
    void isCountedWhereItIsAboveALimit() {
      try (BotApplication bot = given.start(NOTHING)) {
        for (int i = 0; i < 25; i++) {
          bot.tracking().bind(42, "guess-" + i);
          bot.tracking().user(7).deposit("1." + (10 + i), "USD", "1");
        }
        Scrape scrape = new Scrape(bot.metrics());
        assertThat(scrape.of("botfunnel_limited_total{limit=\"new_uids\"}")).isEqualTo(5);
        assertThat(scrape.of("botfunnel_limited_total{limit=\"conflicts\"}")).isEqualTo(14);
      }
    }

    @Test
    void makesUpTheFunnelOfTheDayAndItsMoneyWithoutThatOfTests() {
      try (BotApplication bot = given.start(NOTHING, clock)) {
        bot.tracking().operations().recordTest(new UserId(42), Money.of("9", "USD"), "t", "test");
        bot.tracking().bind(42, "click");
        bot.tracking().user(42).deposit("25.50", "USD", "1");
        bot.tracking().user(42).deposit("1.00", "USD", "2");
        await().until(() -> bot.health().outbox().delivered() == 4);
        stepUntil(bot, () -> value(bot, "botfunnel_funnel_last_day{step=\"matched\"}") == 1);
        Scrape scrape = new Scrape(bot.metrics());
        assertThat(scrape.of("botfunnel_funnel_last_day{step=\"started\"}")).isOne();
        assertThat(scrape.of("botfunnel_funnel_last_day{step=\"deposit\"}")).isEqualTo(2);
        assertThat(revenue(scrape, "first")).isEqualTo(25.5);
        assertThat(revenue(scrape, "repeat")).isEqualTo(1);
      }
    }

    private double revenue(Scrape scrape, String deposit) {
      return scrape.of(
          "botfunnel_revenue_last_day{currency=\"USD\",deposit=\"%s\"}".formatted(deposit));
    }
  }

  @Nested
  class WhatIsStuck {
    @Test
    void isShownWithItsAgeWhileDeliveryPauses() {
      given.xtracker.fail(Fault.UNAVAILABLE_503);
      try (BotApplication bot = given.start(NOTHING, clock)) {
        LongStream.rangeClosed(1, 9).forEach(user -> bot.tracking().user(user).contact());
        stepUntil(bot, () -> value(bot, "botfunnel_delivery_status{status=\"paused\"}") == 1);
        Scrape scrape = new Scrape(bot.metrics());
        assertThat(scrape.of("botfunnel_pauses_total{status=\"paused\"}")).isOne();
        assertThat(scrape.of("botfunnel_delivery_status{status=\"running\"}")).isZero();
        assertThat(scrape.of("botfunnel_entries{state=\"waiting\",topic=\"outbox\"}")).isEqualTo(9);
        assertThat(scrape.of("botfunnel_attempts_total{answer=\"later\"}")).isPositive();
        clock.advance(Duration.ofMinutes(10));
        await().until(() -> value(bot, "botfunnel_oldest_waiting_seconds") >= 600);
        given.xtracker.heal();
        stepUntil(bot, () -> bot.health().outbox().waiting() == 0);
        assertThat(value(bot, "botfunnel_delivery_status{status=\"running\"}")).isOne();
        clock.advance(Duration.ofSeconds(2));
        awaitValue(bot, "botfunnel_oldest_waiting_seconds", 0);
      }
    }

    @Test
    void isShownWhereTheKeyIsNotAccepted() {
      given.with("xtracker.bearer", "not-the-right-one");
      try (BotApplication bot = given.start(NOTHING)) {
        bot.tracking().user(1).contact();
        await().until(() -> value(bot, "botfunnel_delivery_status{status=\"unauthorized\"}") == 1);
        assertThat(value(bot, "botfunnel_pauses_total{status=\"unauthorized\"}")).isOne();
      }
    }

    @Test
    void isShownOfTelegramAndOfHandlersToo() {
      CountDownLatch release = new CountDownLatch(1);
      given.with("bot.hang-report-after", "1s");
      try (BotApplication bot = given.start(context -> release.await(), clock)) {
        given.telegram.user(1).says("hello");
        stepUntil(bot, () -> value(bot, "botfunnel_handlers_hanging") == 1);
        given.telegram.fail(BotApiFault.OUTAGE);
        stepUntil(bot, () -> value(bot, "botfunnel_telegram_trouble") == 1);
        release.countDown();
      }
    }

    @Test
    void saysThatDepositsHaveStalled() {
      try (BotApplication bot = given.start(NOTHING, clock)) {
        for (int i = 0; i < 12; i++) {
          bot.tracking().user(1).deposit("1", "USD", "tx-" + i);
          clock.advance(Duration.ofMinutes(1));
        }
        awaitValue(bot, "botfunnel_step_stalled{step=\"deposit\"}", 0);
        clock.advance(Duration.ofHours(12));
        stepUntil(bot, () -> value(bot, "botfunnel_step_stalled{step=\"deposit\"}") == 1);
        awaitValue(bot, "botfunnel_step_stalled{step=\"started\"}", 0);
      }
    }
  }

  @Nested
  class ADryRun {
    @Test
    void isShown() {
      given.with("tracking.dry-run", "true");
      try (BotApplication bot = given.start(NOTHING)) {
        given.telegram.user(42).starts("fb_click");
        await().until(() -> bot.health().outbox().delivered() == 2);
        assertThat(value(bot, "botfunnel_dry_run")).isOne();
        assertThat(given.xtracker.ledger().calls()).isEmpty();
        assertThat(folder.resolve("outbox-dry-run.mv.db")).exists();
        assertThat(folder.resolve("outbox.mv.db")).doesNotExist();
      }
    }
  }

  @Nested
  class AScrape {
    @Test
    void answersAfterTheEndToo() {
      BotApplication bot = given.start(NOTHING);
      bot.close();
      assertThat(bot.metrics()).isNotNull();
    }

    @Test
    void showsNoSecret() {
      try (BotApplication bot = given.start(NOTHING)) {
        assertThat(bot.metrics()).doesNotContain(given.xtracker.bearer(), given.telegram.token());
      }
    }
  }
}
