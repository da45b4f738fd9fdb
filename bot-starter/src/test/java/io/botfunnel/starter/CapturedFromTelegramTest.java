package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.operations.Recorded;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bot reports by its settings alone, its users being played at a Bot API server. */
@Tag("slow")
class CapturedFromTelegramTest {
  private static final long CHANNEL = -1_005;
  private static final long OTHER = -1_006;

  @TempDir Path folder;
  private TestBot given;

  @BeforeEach
  void servers() {
    given =
        new TestBot(folder)
            .with("tracking.subscribed.chats", "@MyChannel")
            .with("tracking.payments.enabled", "true")
            .with("tracking.payments.stars-rate", "0.013 USD");
    given.telegram.chat(CHANNEL).ofType("channel").named("mychannel");
  }

  @AfterEach
  void stop() {
    given.close();
  }

  private void awaitEvents(String... eids) {
    await()
        .untilAsserted(
            () ->
                assertThat(given.xtracker.ledger().events())
                    .extracting(RecordedEvent::eid)
                    .containsExactly(eids));
  }

  private BotApplication startPolling(UpdateHandler handler) {
    BotApplication bot = given.start(handler);
    await().until(given.telegram::polling);
    return bot;
  }

  @Test
  void theWholeFunnelComesByItself() {
    try (BotApplication bot = startPolling(context -> {})) {
      given.telegram.user(42).starts("fb_click").joins(OTHER).joins(CHANNEL).leaves(CHANNEL);
      given.telegram.user(42).joins(CHANNEL).pays("EUR", 4_900, "charge-1").blocks();
      awaitEvents("contact-42", "subscribed-42", "dep-charge-1");
      await().until(() -> bot.tracking().timeline(42).size() == 5);
      assertThat(bot.tracking().timeline(42))
          .extracting(Recorded::kind)
          .containsExactly("bind", "contact", "subscribed", "deposit", "blocked");
    }
  }

  @Test
  void aRequestToJoinCountsWhenItIsApproved() {
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    UpdateHandler handler =
        context ->
            handled.add(context.update().hasChatJoinRequest() ? "request" : "something else");
    try (BotApplication bot = startPolling(handler)) {
      given.telegram.user(42).asksToJoin(CHANNEL);
      await().until(() -> handled.contains("request"));
      assertThat(bot.tracking().timeline(42)).isEmpty();
      given.telegram.user(42).isLetIn(CHANNEL, 7);
      awaitEvents("subscribed-42");
      assertThat(bot.tracking().timeline(7)).isEmpty();
    }
  }

  @Test
  void whatTheBotWantsStaysAndWhatTrackingNeedsIsAdded() {
    given.with("telegram.allowed-updates", "callback_query");
    try (BotApplication bot = startPolling(context -> {})) {
      given.telegram.user(42).joins(CHANNEL).pays("XTR", 250, "stars-1").presses("yes");
      awaitEvents("subscribed-42", "dep-stars-1");
      await().until(() -> bot.inboxBooks().delivered() == 3);
      assertThat(given.telegram.notAllowed()).isZero();
    }
  }

  @Test
  void eachPeriodOfASubscriptionIsADepositAndARefundIsNone() {
    try (BotApplication bot = startPolling(context -> {})) {
      given.telegram.user(42).paysForAPeriod(100, "p-1", true).paysForAPeriod(100, "p-2", false);
      given.telegram.user(42).isRefunded("XTR", 100, "p-2");
      awaitEvents("dep-p-1", "dep-p-2");
      assertThat(given.xtracker.ledger().events())
          .extracting(RecordedEvent::value, RecordedEvent::currency)
          .containsOnly(tuple("1.30", "USD"));
      await().until(() -> bot.tracking().timeline(42).size() == 3);
      assertThat(bot.tracking().timeline(42).get(2).amount()).isEqualTo("100 XTR");
    }
  }

  @Test
  void aJoinIsNotToldWhereTheBotIsNoAdministrator() {
    given.telegram.chat(CHANNEL).whereTheBotIs("member");
    try (BotApplication bot = startPolling(context -> {})) {
      given.telegram.user(42).joins(CHANNEL).starts("fb_click");
      awaitEvents("contact-42");
      assertThat(bot.inboxBooks().accepted()).isEqualTo(1);
    }
  }

  @Test
  void startsFollowThePrefixAndTheOthersReachTheHandlerUntouched() {
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    given.with("tracking.start-prefix", "go-");
    try (BotApplication bot = startPolling(context -> handled.add(context.text()))) {
      given.telegram.user(42).starts("ref_7").starts("fb_click").starts("go-click");
      awaitEvents("contact-42");
      await().until(() -> bot.inboxBooks().delivered() == 3);
      assertThat(handled).containsExactly("/start ref_7", "/start fb_click", "/start go-click");
      assertThat(bot.tracking().uidOf(42)).contains("click");
    }
  }
}
