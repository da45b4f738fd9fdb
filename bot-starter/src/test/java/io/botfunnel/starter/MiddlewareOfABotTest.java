package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.Middleware;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.EventOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiddlewareOfABotTest {
  private final List<String> seen = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void tracksAStartThatItsMiddlewareKeepsFromTheHandler() {
    Middleware bouncer =
        (context, next) -> context.reply("closed for " + context.uid().orElse("?"));
    try (TestBot given = new TestBot(folder);
        BotApplication bot =
            given.start(Bot.handling(context -> seen.add("handler")).with(bouncer))) {
      given.telegram.user(42).starts("fb_click");
      await().until(() -> !given.xtracker.ledger().events().isEmpty());
      await().until(() -> bot.inboxBooks().delivered() == 1);
      assertThat(given.xtracker.ledger().events())
          .extracting(RecordedEvent::eid)
          .containsExactly("contact-42");
      assertThat(given.telegram.sentTo(42))
          .extracting(SentMessage::text)
          .containsExactly("closed for click");
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void tellsItsListenerWhatBecomesOfItsEvents() {
    Queue<EventOutcome> told = new ConcurrentLinkedQueue<>();
    Bot listening =
        Bot.handling(context -> {}).onEvent(told::add).with((context, next) -> next.proceed());
    try (TestBot given = new TestBot(folder);
        BotApplication bot = given.start(listening)) {
      given.telegram.user(42).starts("fb_click");
      await().until(() -> told.size() == 2);
      assertThat(bot.health().outbox().delivered()).isEqualTo(2);
      assertThat(told)
          .extracting(EventOutcome::result, EventOutcome::eid)
          .containsExactly(
              tuple(EventOutcome.Result.DELIVERED, "bind-42-click"),
              tuple(EventOutcome.Result.DELIVERED, "contact-42"));
    }
  }

  @Test
  void goesOnAfterAMiddlewareThatThrows() {
    Middleware failing =
        (context, next) -> {
          if (context.text().equals("bad")) {
            throw new IllegalStateException("a fault of the middleware");
          }
          next.proceed();
        };
    try (TestBot given = new TestBot(folder);
        BotApplication bot =
            given.start(Bot.handling(context -> context.reply("hi")).with(failing))) {
      given.telegram.user(1).says("bad").says("good");
      await().until(() -> bot.inboxBooks().delivered() == 2);
      assertThat(given.telegram.sentTo(1)).hasSize(1);
    }
  }
}
