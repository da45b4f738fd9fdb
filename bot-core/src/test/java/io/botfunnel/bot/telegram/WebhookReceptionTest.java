package io.botfunnel.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.BotIdentity;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

class WebhookReceptionTest {
  private static final String NOBODY = "http://127.0.0.1:1/telegram";

  private final BotApiServer telegram = BotApiServer.start();
  private final WebhookOptions webhook =
      new WebhookOptions(URI.create(NOBODY), "webhook-secret-of-this-bot");
  private final TelegramConnection connection =
      new TelegramConnection(
          BotName.UNNAMED,
          new TelegramOptions(telegram.token(), telegram.url(), List.of(), Optional.of(webhook)),
          UnaryOperator.identity());
  private final AtomicReference<BotIdentity> asked = new AtomicReference<>();
  private Tracking tracking;
  private WebhookReception reception;

  @BeforeEach
  void start(@TempDir Path folder) {
    tracking =
        Tracking.builder()
            .bearer("a-bearer")
            .url(URI.create("http://127.0.0.1:1"))
            .outbox(folder.resolve("outbox"))
            .start();
    reception =
        new WebhookReception(
            connection,
            webhook,
            List.of("message", "chat_member"),
            identity -> {
              asked.set(identity);
              return tracking.pushedInbox(identity.id(), identity.username());
            },
            Clock.systemUTC(),
            Duration.ofMillis(20));
  }

  @AfterEach
  void stop() {
    reception.close();
    connection.close();
    tracking.close();
    telegram.close();
  }

  private WebhookInfo info() throws TelegramApiException {
    return connection.client().execute(new GetWebhookInfo());
  }

  @Test
  void asksForTheKindsThatAreWanted() throws TelegramApiException {
    reception.start();
    await().until(reception::connected);

    assertThat(info().getAllowedUpdates()).containsExactlyInAnyOrder("message", "chat_member");
    assertThat(reception.identity().map(BotIdentity::username)).contains(telegram.botUsername());
    assertThat(asked.get()).isEqualTo(reception.identity().orElseThrow());
  }

  @Test
  void setsItsWebhookAgainWhereAnotherProgramTookItAway() throws TelegramApiException {
    reception.start();
    await().until(reception::connected);
    connection.client().execute(new DeleteWebhook());

    await().until(() -> NOBODY.equals(info().getUrl()));
  }

  @Test
  void namesTheForeignOneWhosePlaceItTakes() throws TelegramApiException {
    SetWebhook foreign = SetWebhook.builder().url("https://other.example/s3cret").build();
    try (Heard heard = new Heard()) {
      connection.client().execute(foreign);
      reception.start();
      await().until(reception::connected);
      assertThat(info().getUrl()).isEqualTo(NOBODY);
      assertThat(heard.with("A webhook is set to other.example", "the bot replaces it"))
          .singleElement()
          .asString()
          .doesNotContain("s3cret");
      connection.client().execute(foreign);
      await().until(() -> !heard.with("Another program", "to other.example").isEmpty());
    }
  }

  @Test
  void saysThatTelegramDoesNotGetThrough() {
    telegram.user(7).says("hello");
    reception.start();

    await().until(() -> reception.trouble().isPresent());
    assertThat(reception.trouble().orElseThrow())
        .contains("cannot deliver", "Connection refused", "telegram.webhook-url");
    assertThat(reception.connectedOnce()).isTrue();
  }

  @Test
  void takesNothingBeforeItKnowsWhoItIsAndAfterItsEnd() {
    String update = "{\"update_id\":1,\"message\":{}}";
    assertUnavailable(update);
    reception.start();
    await().until(reception::connected);
    reception.take(update).join();
    reception.close();
    assertUnavailable(update);
  }

  private void assertUnavailable(String update) {
    assertThatThrownBy(() -> reception.take(update).join())
        .hasCauseInstanceOf(OutboxUnavailableException.class);
  }
}
