package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.telegram.BotApiFault;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BotApplicationTest {
  private static final UpdateHandler NOTHING = context -> {};

  @TempDir Path folder;
  private TestBot given;

  @BeforeEach
  void servers() {
    given = new TestBot(folder);
  }

  @AfterEach
  void stop() {
    given.close();
  }

  private void awaitHandled(BotApplication bot, long updates) {
    await().until(() -> bot.inboxBooks().delivered() == updates);
  }

  private static void stepUntilHandled(BotApplication bot, SteppingClock clock) {
    await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              bot.wake();
              return bot.inboxBooks().delivered() == 1;
            });
  }

  @Nested
  class AStartedBot {
    @Test
    void bindsAUserAndCarriesWhatHisHandlerReports() {
      UpdateHandler handler =
          context -> {
            if (context.text().equals("/paid")) {
              context.tracking().deposit("25", "USD", "tx-1");
              context.reply("Thank you!");
            }
          };
      try (BotApplication bot = given.start(handler)) {
        given.telegram.user(42).starts("fb_click").says("/paid");
        await().until(() -> given.xtracker.ledger().events().size() == 2);
        assertThat(given.xtracker.ledger().binds())
            .extracting(bind -> bind.uid(), bind -> bind.tgId())
            .containsExactly(tuple("click", 42L));
        assertThat(given.xtracker.ledger().events())
            .extracting(RecordedEvent::eid)
            .containsExactly("contact-42", "dep-tx-1");
        awaitHandled(bot, 2);
        assertThat(given.telegram.sentTo(42))
            .extracting(SentMessage::text)
            .containsExactly("Thank you!");
      }
    }

    @Test
    void handlesTheUpdatesOfAChatInOrderAndChatsSideBySide() throws InterruptedException {
      Queue<String> seen = new ConcurrentLinkedQueue<>();
      CountDownLatch release = new CountDownLatch(1);
      UpdateHandler handler =
          context -> {
            if (context.text().equals("slow")) {
              release.await();
            }
            seen.add(context.userId().orElseThrow() + " " + context.text());
          };
      try (BotApplication bot = given.start(handler)) {
        given.telegram.user(1).says("slow").says("after");
        given.telegram.user(2).says("quick");
        await().until(() -> seen.contains("2 quick"));
        assertThat(seen).containsExactly("2 quick");
        release.countDown();
        awaitHandled(bot, 3);
        assertThat(seen).containsExactly("2 quick", "1 slow", "1 after");
      }
    }

    @Test
    void countsAnUpdateAsHandledWhenItsHandlerThrows() {
      Queue<String> seen = new ConcurrentLinkedQueue<>();
      UpdateHandler handler =
          context -> {
            seen.add(context.text());
            throw new IllegalStateException("a bug of the author");
          };
      try (BotApplication bot = given.start(handler)) {
        given.telegram.user(1).says("one").says("two");
        awaitHandled(bot, 2);
        assertThat(seen).containsExactly("one", "two");
      }
    }

    @Test
    void triesAFailingHandlerAgainWhereTheSettingSaysSo() {
      AtomicInteger tries = new AtomicInteger();
      SteppingClock clock = new SteppingClock();
      UpdateHandler handler =
          context -> {
            if (tries.incrementAndGet() < 3) {
              throw new IllegalStateException("not yet");
            }
          };
      given.with("bot.handler-retries", "2");
      try (BotApplication bot = given.start(handler, clock)) {
        given.telegram.user(1).says("one");
        stepUntilHandled(bot, clock);
        assertThat(tries).hasValue(3);
      }
    }

    @Test
    void neverTakesAHandlerThatThrowsForOneThatTakesTheProcessDown() {
      AtomicInteger tries = new AtomicInteger();
      SteppingClock clock = new SteppingClock();
      UpdateHandler failing =
          context -> {
            tries.incrementAndGet();
            throw new IllegalStateException("never");
          };
      given.with("bot.handler-retries", "5");
      try (BotApplication bot = given.start(failing, clock)) {
        given.telegram.user(1).says("one");
        stepUntilHandled(bot, clock);
        assertThat(tries).hasValue(6);
        assertThat(bot.inboxBooks().refused()).isZero();
      }
    }

    @Test
    void survivesAnErrorOfItsHandler() {
      UpdateHandler handler =
          context -> {
            throw new NoClassDefFoundError("a library that is missing");
          };
      try (BotApplication bot = given.start(handler)) {
        given.telegram.user(1).says("one").starts("fb_click");
        awaitHandled(bot, 2);
        await().until(() -> !given.xtracker.ledger().binds().isEmpty());
      }
    }

    @Test
    void handlesAnUpdateOnceHoweverOftenTelegramSendsIt() {
      AtomicInteger handled = new AtomicInteger();
      try (BotApplication bot = given.start(context -> handled.incrementAndGet())) {
        given.telegram.user(1).says("one");
        awaitHandled(bot, 1);
      }
      given.telegram.redeliver(0);
      try (BotApplication bot = given.start(context -> handled.incrementAndGet())) {
        given.telegram.user(1).says("two");
        awaitHandled(bot, 2);
        assertThat(handled).hasValue(2);
      }
    }

    @Test
    void setsAsideAnUpdateThatNobodyCanRead() {
      try (BotApplication bot = given.start(NOTHING)) {
        given.telegram.push("{\"message\":{\"message_id\":\"not a number\"}}");
        given.telegram.user(1).starts("fb_click");
        awaitHandled(bot, 1);
        assertThat(bot.inboxBooks().refused()).isOne();
        await().until(() -> !given.xtracker.ledger().binds().isEmpty());
      }
    }

    @Test
    void hasItsHooksOutsideAnUpdateToo() {
      try (BotApplication bot = given.start(NOTHING)) {
        bot.tracking().user(7).registration("trader-7");
        await().until(() -> given.xtracker.ledger().event("trader-7").isPresent());
      }
    }
  }

  @Nested
  class ABotWithoutItsInbox {
    @Test
    void handsUpdatesStraightToTheHandler() {
      Queue<String> seen = new ConcurrentLinkedQueue<>();
      given.with("bot.inbox", "false");
      try (BotApplication bot = given.start(context -> seen.add(context.text()))) {
        given.telegram.user(1).starts("fb_click").says("hello");
        await().until(() -> seen.size() == 2);
        assertThat(bot.inboxBooks()).isEqualTo(new Books(0, 0, 0, 0, 0, 0));
        await().until(() -> !given.xtracker.ledger().binds().isEmpty());
      }
    }
  }

  @Nested
  class AHardDay {
    @Test
    void ofTelegramIsWaitedOutFromTheStart() {
      given.telegram.fail(BotApiFault.OUTAGE);
      try (BotApplication bot = given.start(NOTHING)) {
        await().until(() -> bot.telegramTrouble().isPresent());
        given.telegram.heal();
        given.telegram.user(1).says("at last");
        awaitHandled(bot, 1);
        assertThat(bot.telegramTrouble()).isEmpty();
      }
    }

    @Test
    void onWhichTheBotCannotBeRegisteredAtFirstIsSurvived() {
      given.telegram.failMethod("deleteWebhook", BotApiFault.SERVER_ERROR_502);
      try (BotApplication bot = given.start(NOTHING)) {
        await().until(() -> given.telegram.calls().contains("deleteWebhook"));
        given.telegram.heal();
        given.telegram.user(1).starts("fb_click");
        awaitHandled(bot, 1);
      }
    }

    @Test
    void withTheWrongTokenNamesTheVariable() {
      given.telegram.fail(BotApiFault.UNAUTHORIZED_401);
      try (BotApplication bot = given.start(NOTHING)) {
        await().until(() -> bot.telegramTrouble().isPresent());
        assertThat(bot.telegramTrouble().orElseThrow()).contains("TELEGRAM_BOT_TOKEN");
      }
    }

    @Test
    void withAnotherPollerSaysSoAndGoesOn() {
      try (BotApplication bot = given.start(NOTHING)) {
        given.telegram.user(1).says("before");
        awaitHandled(bot, 1);
        given.telegram.failMethod("getUpdates", BotApiFault.CONFLICT_409);
        given.telegram.user(1).says("meanwhile");
        await().until(() -> bot.telegramTrouble().isPresent());
        assertThat(bot.telegramTrouble().orElseThrow()).contains("Another program polls");
        given.telegram.heal();
        awaitHandled(bot, 2);
      }
    }

    @Test
    void withTelegramSlowingUsDownIsSurvived() {
      given.telegram.failNext(2, BotApiFault.RATE_LIMITED_429);
      try (BotApplication bot = given.start(NOTHING)) {
        given.telegram.user(1).says("hello");
        awaitHandled(bot, 1);
      }
    }

    @Test
    void withoutXtrackerKeepsTheEventsAndTheBotGoing() {
      given.xtracker.fail(Fault.UNAVAILABLE_503);
      try (BotApplication bot = given.start(NOTHING)) {
        given.telegram.user(1).starts("fb_click");
        awaitHandled(bot, 1);
        assertThat(bot.health().outbox().waiting()).isEqualTo(2);
      }
      given.xtracker.heal();
      try (BotApplication bot = given.start(NOTHING)) {
        await().until(() -> bot.health().outbox().delivered() == 2);
        assertThat(bot.health().outbox()).matches(Books::balanced);
      }
    }

    @Test
    void withTheOutboxInUseFailsAtTheStartAndSaysWhatToDo() {
      try (BotApplication first = given.start(NOTHING)) {
        assertThat(first.polling()).isIn(true, false);
        assertThatThrownBy(() -> given.start(NOTHING))
            .isInstanceOf(OutboxUnavailableException.class)
            .hasMessageContaining("in use");
      }
    }
  }

  @Nested
  class Stopping {
    @Test
    void keepsAnUpdateWhoseHandlerWasInterruptedForTheNextStart() {
      CountDownLatch begun = new CountDownLatch(1);
      UpdateHandler hanging =
          context -> {
            begun.countDown();
            new CountDownLatch(1).await();
          };
      BotApplication bot = given.start(hanging);
      given.telegram.user(1).says("one");
      await().until(() -> begun.getCount() == 0);
      bot.close();
      bot.close();
      Queue<String> seen = new ConcurrentLinkedQueue<>();
      try (BotApplication next = given.start(context -> seen.add(context.text()))) {
        awaitHandled(next, 1);
        assertThat(seen).containsExactly("one");
      }
    }

    @Test
    void endsALongPollAtOnce() {
      BotApplication bot = given.start(NOTHING);
      await().until(bot::polling);
      assertThat(Duration.ofNanos(timed(bot::close))).isLessThan(Duration.ofSeconds(10));
    }

    private static long timed(Runnable action) {
      long start = System.nanoTime();
      action.run();
      return System.nanoTime() - start;
    }
  }
}
