package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.testkit.SteppingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handler that does not return. */
@Tag("slow")
class HangingHandlerTest {
  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();

  @Test
  void holdsItsOwnChatOnlyOnceItIsReported() {
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    UpdateHandler handler =
        context -> {
          if (context.text().equals("hang")) {
            hangs.countDown();
            release.await();
          }
          handled.add(context.text());
        };
    try (TestBot given = new TestBot(folder).with("bot.handler-threads", "1");
        BotApplication bot = given.start(handler, clock)) {
      given.telegram.user(1).says("hang").says("behind it");
      await().until(() -> hangs.getCount() == 0);
      given.telegram.user(2).says("another chat");
      await().until(() -> bot.inboxBooks().accepted() == 3);
      assertThat(handled).as("the only thread is taken").isEmpty();
      clock.advance(Duration.ofSeconds(31));
      await().until(() -> handled.contains("another chat"));
      assertThat(handled).containsExactly("another chat");
      release.countDown();
      await().until(() -> handled.size() == 3);
      assertThat(handled).containsExactly("another chat", "hang", "behind it");
    }
  }
}
