package io.botfunnel.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.generics.TelegramClient;

class MiddlewareTest {
  private final List<String> seen = new ArrayList<>();
  private final UpdateHandler handler = context -> seen.add("handler");

  private static BotContext anUpdate() {
    Update update = new Update();
    update.setUpdateId(7);
    return new BotContext(
        update, mock(TelegramClient.class), mock(Tracking.class), Optional::empty);
  }

  private Middleware noting(String name) {
    return (context, next) -> {
      seen.add(name + " before");
      next.proceed();
      seen.add(name + " after");
    };
  }

  @Nested
  class AChain {
    @Test
    void runsTheFirstOutermostAndTheHandlerInnermost() throws Exception {
      Bot bot = Bot.handling(handler).with(noting("first")).with(noting("second"));
      bot.chain().handle(anUpdate());
      assertThat(seen)
          .containsExactly(
              "first before", "second before", "handler", "second after", "first after");
    }

    @Test
    void runsAnewForEachUpdate() throws Exception {
      UpdateHandler chain = Bot.handling(handler).with(noting("only")).chain();
      chain.handle(anUpdate());
      chain.handle(anUpdate());
      assertThat(seen).hasSize(6);
    }

    @Test
    void endsWhereNextIsNotCalled() throws Exception {
      Middleware filter = (context, next) -> seen.add("filtered");
      Bot.handling(handler).with(filter).with(noting("inner")).chain().handle(anUpdate());
      assertThat(seen).containsExactly("filtered");
    }

    @Test
    void letsThroughWhatTheHandlerThrows() {
      UpdateHandler failing =
          context -> {
            throw new IOException("no network");
          };
      assertThatThrownBy(
              () -> Bot.handling(failing).with(noting("outer")).chain().handle(anUpdate()))
          .isInstanceOf(IOException.class)
          .hasMessage("no network");
      assertThat(seen).containsExactly("outer before");
    }

    @Test
    void ofABotStaysWhatItWasWhenAnotherIsMadeFromIt() throws Exception {
      Bot bare = Bot.handling(handler);
      bare.with(noting("added"));
      bare.chain().handle(anUpdate());
      assertThat(seen).containsExactly("handler");
    }
  }

  @Nested
  class Next {
    @Test
    void calledTwiceNamesTheMiddlewareAndRunsTheRestOnce() {
      Middleware twice =
          (context, next) -> {
            next.proceed();
            next.proceed();
          };
      Bot bot = Bot.handling(handler).with(noting("outer")).with(twice);
      assertThatThrownBy(() -> bot.chain().handle(anUpdate()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Middleware 2 of 2 (a lambda in io.botfunnel.bot.MiddlewareTest$Next) called"
                  + " next.proceed() twice, but an update is handled once. Call it once in each branch,"
                  + " and return after it");
      assertThat(seen).containsExactly("outer before", "handler");
    }

    @Test
    void calledAfterTheMiddlewareHasReturnedIsTooLate() throws Exception {
      AtomicReference<io.botfunnel.bot.Next> kept = new AtomicReference<>();
      Bot bot = Bot.handling(handler).with(new Keeping(kept));
      bot.chain().handle(anUpdate());
      assertThatThrownBy(() -> Objects.requireNonNull(kept.get()).proceed())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "Middleware 1 of 1 (io.botfunnel.bot.MiddlewareTest$Keeping) called"
                  + " next.proceed() after it had returned");
      assertThat(seen).isEmpty();
    }

    @Test
    void thatStillRunsOnAnotherThreadIsToBeWaitedFor() {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      UpdateHandler slow =
          context -> {
            begun.countDown();
            release.await();
          };
      Middleware hasty =
          (context, next) -> {
            CompletableFuture.runAsync(() -> proceed(next));
            begun.await();
          };
      assertThatThrownBy(() -> Bot.handling(slow).with(hasty).chain().handle(anUpdate()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("returned while next.proceed() still runs on another thread");
      release.countDown();
    }

    private static void proceed(io.botfunnel.bot.Next next) {
      try {
        next.proceed();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private record Keeping(AtomicReference<io.botfunnel.bot.Next> kept) implements Middleware {
    @Override
    public void handle(BotContext context, io.botfunnel.bot.Next next) {
      kept.set(next);
    }
  }
}
