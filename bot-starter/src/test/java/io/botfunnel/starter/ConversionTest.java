package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.BotContext;
import io.botfunnel.bot.BotUser;
import io.botfunnel.bot.ConversionHandler;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.bot.dispatch.ConversionFailurePolicy;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.Webhook;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bot is told of its conversions. */
@Tag("slow")
class ConversionTest {
  private static final Filter SET_ASIDE =
      new Filter(Topic.CONVERSIONS, null, null, null, null, null, null);
  private static final UserHandlerOfPayments PAYMENTS = new UserHandlerOfPayments();

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private TestBot given;

  /** {@code /paid tx-1} is a deposit of 25 dollars. */
  private static final class UserHandlerOfPayments implements UpdateHandler {
    @Override
    public void handle(BotContext context) {
      String[] words = context.text().split(" ", 2);
      if (words[0].equals("/paid")) {
        context.tracking().deposit("25", "USD", words[1]);
      }
    }
  }

  @BeforeEach
  void servers() {
    given = new TestBot(folder);
  }

  @AfterEach
  void stop() {
    given.close();
  }

  private BotApplication start(ConversionHandler handler) {
    return given.start(Bot.handling(PAYMENTS).onConversion(handler), clock);
  }

  private static void awaitTold(BotApplication bot, long conversions) {
    await().until(() -> bot.conversionBooks().delivered() == conversions);
  }

  /** Waits while the clock goes on. */
  private void step(BotApplication bot, Duration by, Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              clock.advance(by);
              bot.wake();
              return condition.call();
            });
  }

  private static Recorded theOnly(BotApplication bot) {
    return bot.tracking().operations().list(SET_ASIDE, Long.MAX_VALUE, 2).entries().get(0);
  }

  @Nested
  class AConversion {
    @Test
    void isToldOnceWithItsUserWhoCanBeThanked() {
      ConversionHandler thanks =
          (conversion, user) -> {
            if (conversion.name() == EventName.DEPOSIT) {
              user.say("Thank you for " + conversion.money());
            }
            told.add(conversion.eid() + " " + user.id() + " " + user.uid());
          };
      try (BotApplication bot = start(thanks)) {
        given.telegram.user(42).starts("fb_click").says("/paid tx-1").says("/paid tx-1");
        awaitTold(bot, 2);
        assertThat(told)
            .containsExactly(
                "contact-42 Optional[42] Optional[click]", "dep-tx-1 Optional[42] Optional[click]");
        assertThat(given.telegram.sentTo(42))
            .extracting(SentMessage::text)
            .containsExactly("Thank you for 25.00 USD");
        assertThat(bot.conversionBooks()).matches(Books::balanced);
      }
    }

    @Test
    void ofAClickIsToldWithItsUserIfHeIsKnown() {
      AtomicReference<IllegalStateException> unknown = new AtomicReference<>();
      ConversionHandler handler =
          (conversion, user) -> {
            told.add(conversion.eid() + " " + user.id());
            if (user.id().isEmpty()) {
              unknown.set(failureOf(user));
            }
          };
      try (BotApplication bot = start(handler)) {
        bot.tracking().click("abc").registration("trader-1");
        awaitTold(bot, 1);
        bot.tracking().bind(42, "abc");
        bot.tracking().click("abc").registration("trader-2");
        awaitTold(bot, 2);
        assertThat(told).containsExactly("trader-1 Optional.empty", "trader-2 Optional[42]");
        assertThat(unknown.get())
            .hasMessage(
                "The uid abc is not bound to a Telegram user yet, so there is no chat: check id() first");
      }
    }

    private static IllegalStateException failureOf(BotUser user) throws Exception {
      try {
        user.say("hello");
        throw new AssertionError("nobody is there");
      } catch (IllegalStateException e) {
        return e;
      }
    }

    @Test
    void isNotToldAgainWhenXtrackersWebhookTellsOfItToo() {
      try (BotApplication bot = start((conversion, user) -> told.add("" + conversion.eid()))) {
        Instant now = clock.instant();
        bot.tracking().bind(42, "abc");
        bot.tracking().user(42).deposit("25", "USD", "tx-1");
        bot.tracking().recordWebhook(deposit("ours", now));
        bot.tracking().recordWebhook(deposit("theirs", now.minusSeconds(60)));
        bot.tracking().recordWebhook(deposit("theirs", now.minusSeconds(60)));
        awaitTold(bot, 2);
        assertThat(told).containsExactly("dep-tx-1", "xtracker-theirs");
      }
    }

    private static Webhook deposit(String eventId, Instant at) {
      return Webhook.of(
          eventId,
          EventName.DEPOSIT,
          new ClickId("abc"),
          new UserId(42),
          Money.of("25", "USD"),
          at);
    }

    @Test
    void isNotKeptForABotThatDoesNotWantToKnow() {
      try (BotApplication bot = given.start(Bot.handling(PAYMENTS), clock)) {
        given.telegram.user(42).says("/paid tx-1");
        await().until(() -> bot.health().outbox().delivered() == 1);
        assertThat(bot.conversionBooks().accepted()).isZero();
      }
    }

    @Test
    void isToldToABotWithoutAnInboxToo() {
      given.with("bot.inbox", "false");
      try (BotApplication bot = start((conversion, user) -> told.add("" + conversion.eid()))) {
        given.telegram.user(42).says("/paid tx-1");
        awaitTold(bot, 1);
        assertThat(told).containsExactly("dep-tx-1");
      }
    }
  }

  @Nested
  class AFailure {
    @Test
    void holdsItsUserOnlyAndIsTriedAgainInOrder() {
      AtomicInteger tries = new AtomicInteger();
      ConversionHandler handler =
          (conversion, user) -> {
            if (conversion.eid().value().equals("dep-first") && tries.incrementAndGet() < 3) {
              throw new IllegalStateException("not yet");
            }
            told.add("" + conversion.eid());
          };
      try (BotApplication bot = start(handler)) {
        given.telegram.user(1).says("/paid first").says("/paid second");
        await().until(() -> tries.get() == 1);
        given.telegram.user(2).says("/paid other");
        await().until(() -> told.contains("dep-other"));
        assertThat(told).containsExactly("dep-other");
        step(bot, Duration.ofMillis(100), () -> bot.conversionBooks().delivered() == 3);
        assertThat(told).containsExactly("dep-other", "dep-first", "dep-second");
        assertThat(tries).hasValue(3);
      }
    }

    @Test
    void isWaitedOutForASecondAndThenTwiceAsLong() {
      Queue<Instant> tries = new ConcurrentLinkedQueue<>();
      ConversionHandler failing =
          (conversion, user) -> {
            tries.add(clock.instant());
            throw new IllegalStateException("not yet");
          };
      try (BotApplication bot = start(failing)) {
        bot.tracking().user(42).contact();
        step(bot, Duration.ofMillis(100), () -> tries.size() == 4);
        Instant[] at = tries.toArray(Instant[]::new);
        assertThat(Duration.between(at[0], at[1])).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(Duration.between(at[1], at[2])).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(Duration.between(at[2], at[3])).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
      }
    }

    @Test
    void isSetAsideAfterTwentyAttemptsWithItsReasonAndCanBeToldAgain() {
      AtomicInteger tries = new AtomicInteger();
      ConversionHandler failing =
          (conversion, user) -> {
            if (tries.incrementAndGet() <= ConversionFailurePolicy.MOST_ATTEMPTS) {
              throw new IllegalStateException("no access with " + given.telegram.token());
            }
            told.add("" + conversion.eid());
          };
      try (BotApplication bot = start(failing)) {
        bot.tracking().user(42).deposit("25", "USD", "tx-1");
        step(bot, Duration.ofMinutes(10), () -> bot.conversionBooks().refused() == 1);
        assertThat(tries).hasValue(ConversionFailurePolicy.MOST_ATTEMPTS);
        assertThat(theOnly(bot).reason())
            .isEqualTo(
                "gave up after 20 attempts; the last: java.lang.IllegalStateException: no access"
                    + " with ***");
        assertThat(bot.metrics())
            .contains("botfunnel_entries{state=\"refused\",topic=\"conversions\"} 1");
        bot.tracking().operations().retry(SET_ASIDE, Long.MAX_VALUE, "test");
        step(bot, Duration.ofSeconds(1), () -> bot.conversionBooks().delivered() == 1);
        assertThat(told).containsExactly("dep-tx-1");
      }
    }

    @Test
    void ofManyAtATimeDelaysNoneOfTheOthers() {
      CountDownLatch all = new CountDownLatch(8);
      CountDownLatch release = new CountDownLatch(1);
      AtomicInteger firsts = new AtomicInteger();
      ConversionHandler handler =
          (conversion, user) -> {
            if (firsts.incrementAndGet() <= 8) {
              throw new IllegalStateException("all fail once");
            }
            all.countDown();
            release.await();
          };
      try (BotApplication bot = start(handler)) {
        for (int user = 1; user <= 8; user++) {
          bot.tracking().user(user).contact();
        }
        step(bot, Duration.ofMillis(500), () -> all.getCount() == 0);
        release.countDown();
        awaitTold(bot, 8);
      }
    }
  }

  @Nested
  class AStop {
    @Test
    void interruptsWhatHangsWithinTheTimeThatAStopMayTakeAndTellsItAtTheNextStart() {
      CountDownLatch begun = new CountDownLatch(2);
      UpdateHandler hangingToo =
          context -> {
            PAYMENTS.handle(context);
            begun.countDown();
            new CountDownLatch(1).await();
          };
      ConversionHandler hanging =
          (conversion, user) -> {
            begun.countDown();
            new CountDownLatch(1).await();
          };
      BotApplication first = given.start(Bot.handling(hangingToo).onConversion(hanging), clock);
      given.telegram.user(42).says("/paid tx-1");
      await().until(() -> begun.getCount() == 0);
      long begin = System.nanoTime();
      first.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      try (BotApplication next = start((conversion, user) -> told.add("" + conversion.eid()))) {
        step(next, Duration.ofMillis(500), () -> next.conversionBooks().delivered() == 1);
        assertThat(told).containsExactly("dep-tx-1");
      }
    }
  }
}
