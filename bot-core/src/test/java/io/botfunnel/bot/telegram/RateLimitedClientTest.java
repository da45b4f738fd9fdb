package io.botfunnel.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.testkit.telegram.BotApiFault;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.tracking.event.BotName;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaGroup;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaPhoto;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** Telegram asks to slow down. */
class RateLimitedClientTest {
  private static final SendMessage HELLO = new SendMessage("42", "very private");

  @TempDir Path folder;
  @AutoClose private final BotApiServer server = BotApiServer.start();
  private final TelegramConnection connection =
      new TelegramConnection(
          BotName.UNNAMED,
          new TelegramOptions(server.token(), server.url(), List.of(), Optional.empty()),
          UnaryOperator.identity());
  private final TelegramClient telegram = connection.client();

  @AfterEach
  void close() {
    connection.close();
  }

  private void limited(int times, Duration retryAfter) {
    server.retryAfter(retryAfter).failNext(times, BotApiFault.RATE_LIMITED_429);
  }

  private static void isRateLimit(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            TelegramApiRequestException.class,
            limit -> assertThat(limit.getErrorCode()).isEqualTo(429));
  }

  @Nested
  class ACall {
    @Test
    void isMadeAgainAfterTheTimeThatTelegramAsksFor() throws TelegramApiException {
      limited(1, Duration.ofSeconds(1));
      long begun = System.nanoTime();

      Message message = telegram.execute(HELLO);

      assertThat(message.getText()).isEqualTo("very private");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
      assertThat(server.calls()).containsExactly("sendMessage", "sendMessage");
      assertThat(server.sent()).extracting(SentMessage::text).containsExactly("very private");
    }

    @Test
    void isGivenUpAfterFiveTries() {
      limited(9, Duration.ZERO);
      assertThatThrownBy(() -> telegram.execute(HELLO))
          .satisfies(RateLimitedClientTest::isRateLimit);
      assertThat(server.calls()).hasSize(RateLimitedClient.MOST_TRIES);
    }

    @Test
    void isNotHeldForLongerThanAMinute() {
      limited(1, Duration.ofSeconds(61));
      assertThatThrownBy(() -> telegram.execute(HELLO))
          .satisfies(RateLimitedClientTest::isRateLimit);
      assertThat(server.calls()).hasSize(1);
    }

    @Test
    void thatFailsForAnotherReasonFailsAtOnce() {
      server.failNext(1, BotApiFault.FORBIDDEN_403);
      assertThatThrownBy(() -> telegram.execute(HELLO))
          .isInstanceOfSatisfying(
              TelegramApiRequestException.class, e -> assertThat(e.getErrorCode()).isEqualTo(403));
      assertThat(server.calls()).hasSize(1);
    }

    @Test
    void isToldOfOnceAWaitByMethodAndChatAndNothingElse() throws TelegramApiException {
      limited(2, Duration.ZERO);
      ListAppender<ILoggingEvent> lines = new ListAppender<>();
      Logger log = (Logger) LoggerFactory.getLogger(RateLimitedClient.class);
      lines.start();
      log.addAppender(lines);
      telegram.execute(HELLO);
      telegram.execute(new GetMe());
      log.detachAppender(lines);
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "Telegram asks sendmessage to chat 42 to wait for 0 s; it is repeated then (try 2 of 5)",
              "Telegram asks sendmessage to chat 42 to wait for 0 s; it is repeated then (try 3 of 5)");
    }
  }

  @Nested
  class ACallForAFuture {
    @Test
    void isMadeAgainWithoutHoldingItsCaller() throws Exception {
      limited(1, Duration.ofSeconds(1));
      CompletableFuture<Message> message = telegram.executeAsync(HELLO);
      assertThat(message).isNotDone();
      assertThat(message.get().getText()).isEqualTo("very private");
      assertThat(server.sent()).hasSize(1);
    }

    @Test
    void isGivenUpAfterFiveTries() throws TelegramApiException {
      limited(9, Duration.ZERO);
      CompletableFuture<Message> message = telegram.executeAsync(HELLO);
      assertThatThrownBy(message::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .satisfies(RateLimitedClientTest::isRateLimit);
      assertThat(server.calls()).hasSize(RateLimitedClient.MOST_TRIES);
    }
  }

  @Nested
  class AFile {
    @Test
    void thatIsReadFromAStreamIsNotSentTwice() {
      limited(1, Duration.ZERO);
      InputFile stream = new InputFile(new ByteArrayInputStream(new byte[] {1}), "one.bin");
      assertThatThrownBy(() -> telegram.execute(new SendDocument("42", stream)))
          .satisfies(RateLimitedClientTest::isRateLimit);
      assertThat(server.calls()).hasSize(1);
    }

    @Test
    void thatIsReadFromAStreamIsFoundWithinAGroup() {
      limited(1, Duration.ZERO);
      InputMediaPhoto photo =
          new InputMediaPhoto(new ByteArrayInputStream(new byte[] {1}), "a.png");
      InputMediaPhoto other = new InputMediaPhoto("file-id-of-telegram");
      assertThatThrownBy(() -> telegram.execute(new SendMediaGroup("42", List.of(other, photo))))
          .satisfies(RateLimitedClientTest::isRateLimit);
      assertThat(server.calls()).hasSize(1);
    }

    @Test
    void thatIsOnDiskIsSentAgain() throws Exception {
      limited(1, Duration.ZERO);
      Path file = Files.write(folder.resolve("one.bin"), new byte[] {1});
      assertThatThrownBy(
              () -> telegram.execute(new SendDocument("42", new InputFile(file.toFile()))))
          .as("the testkit has no such method")
          .hasMessageContaining("404");
      assertThat(server.calls()).hasSize(2);
    }
  }

  @Nested
  class AWait {
    @Test
    void endsWithAClose() {
      limited(2, Duration.ofSeconds(60));
      CompletableFuture<Throwable> held = failureOf(() -> telegram.execute(HELLO));
      CompletableFuture<Throwable> future = failureOf(() -> telegram.executeAsync(HELLO).get());
      await().until(() -> server.calls().size() == 2);

      connection.close();

      assertThat(held)
          .succeedsWithin(Duration.ofSeconds(5))
          .satisfies(RateLimitedClientTest::isRateLimit);
      assertThat(future)
          .succeedsWithin(Duration.ofSeconds(5))
          .satisfies(failure -> isRateLimit(Objects.requireNonNull(failure.getCause())));
    }

    @Test
    void endsWithAnInterruptWhichIsKept() throws Exception {
      limited(1, Duration.ofSeconds(60));
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread handler =
          new Thread(
              () -> {
                failure(() -> telegram.execute(HELLO));
                interrupted.complete(Thread.currentThread().isInterrupted());
              });
      handler.start();
      await().until(() -> handler.getState() == Thread.State.WAITING && !server.calls().isEmpty());
      handler.interrupt();
      assertThat(interrupted).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
      handler.join();
    }

    private interface Task {
      void run() throws Exception;
    }

    private static CompletableFuture<Throwable> failureOf(Task task) {
      return CompletableFuture.supplyAsync(() -> failure(task));
    }

    private static Throwable failure(Task task) {
      try {
        task.run();
        throw new AssertionError("It should have failed");
      } catch (Exception e) {
        return e;
      }
    }
  }
}
