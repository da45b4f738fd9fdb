package io.botfunnel.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.telegram.polling.GetUpdatesRequests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;

class PollingTest {
  @AutoClose private final BotApiServer telegram = BotApiServer.start();
  private final SteppingClock clock = new SteppingClock();

  private Polling polling(LongPollingUpdateConsumer consumer) {
    TelegramOptions settings =
        new TelegramOptions(telegram.token(), telegram.url(), List.of(), Optional.empty());
    return new Polling(
        new TelegramConnection(BotName.UNNAMED, settings, UnaryOperator.identity()),
        new GetUpdatesRequests(List.of(), List.of()),
        identity -> consumer,
        clock);
  }

  @Test
  void beginsAnewWhenTheLibrarysThreadDied() {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    AtomicInteger batches = new AtomicInteger();
    LongPollingUpdateConsumer fragile =
        updates -> {
          if (!updates.isEmpty() && batches.getAndIncrement() == 0) {
            throw new IllegalStateException("ends the library's polling without a word");
          }
          updates.forEach(update -> seen.add(update.getMessage().getText()));
        };
    try (Polling polling = polling(fragile)) {
      polling.start();
      telegram.user(1).says("comes again");
      await().until(() -> seen.contains("comes again"));
      assertThat(batches).hasValueGreaterThan(1);
    }
  }

  @Nested
  class AfterDaysOfSilence {
    private final AtomicInteger forgotten = new AtomicInteger();
    private final PollRequests requests =
        new PollRequests(
            new GetUpdatesRequests(List.of(), List.of()), forgotten::incrementAndGet, clock);

    @Test
    void forgetsTheLastUpdateBecauseTelegramNumbersAnew() {
      assertThat(requests.apply(900).getOffset()).isEqualTo(901);
      clock.advance(Duration.ofDays(4));
      assertThat(requests.apply(900).getOffset()).isEqualTo(1);
      assertThat(forgotten).hasValue(1);
      assertThat(requests.apply(0).getOffset()).isEqualTo(1);
      assertThat(forgotten).hasValue(1);
    }

    @Test
    void remembersItWhileUpdatesCome() {
      for (int day = 1; day <= 10; day++) {
        clock.advance(Duration.ofDays(1));
        assertThat(requests.apply(day).getOffset()).isEqualTo(day + 1);
      }
      assertThat(forgotten).hasValue(0);
    }
  }
}
