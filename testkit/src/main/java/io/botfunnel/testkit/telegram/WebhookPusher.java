package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends each update to the bot's webhook until it is answered 2xx. As in a real Bot API server, the
 * updates of one chat go one after the other, those of several chats in parallel. One thread owns
 * its state.
 */
final class WebhookPusher implements AutoCloseable {
  private static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long FIRST_WAIT_MS = 50;
  private static final long LONGEST_WAIT_MS = 2_000;

  private final Stage stage;
  private final UpdateQueue queue;
  private final Set<String> busyChats = new HashSet<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, WebhookPusher::daemon, new ThreadPoolExecutor.DiscardPolicy());

  WebhookPusher(Stage stage) {
    this.stage = stage;
    this.queue = stage.updates;
    queue.onChange(() -> thread.execute(this::push));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "bot-api-server-webhook");
    thread.setDaemon(true);
    return thread;
  }

  private void push() {
    for (Map.Entry<Long, String> update : queue.toPush().entrySet()) {
      if (busyChats.size() < queue.webhook().maxConnections()) {
        String chat = chatOf(update.getKey(), update.getValue());
        if (busyChats.add(chat)) {
          send(update.getKey(), chat, FIRST_WAIT_MS);
        }
      }
    }
  }

  /** Sends an update until it is accepted; its chat waits meanwhile. */
  private void send(long id, String chat, long waitMs) {
    BotWebhook webhook = queue.webhook();
    String update = queue.toPush().get(id);
    if (update == null) {
      free(chat);
      return;
    }
    http.sendAsync(request(webhook, update), BodyHandlers.discarding())
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (answer, failure) -> thread.execute(() -> sent(id, chat, waitMs, answer, failure)));
  }

  private static HttpRequest request(BotWebhook webhook, String update) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(webhook.url()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(update));
    if (webhook.secret() != null) {
      request.header(SECRET_HEADER, webhook.secret());
    }
    return request.build();
  }

  private void sent(
      long id,
      String chat,
      long waitMs,
      @Nullable HttpResponse<Void> answer,
      @Nullable Throwable failure) {
    if (answer != null && answer.statusCode() / 100 == 2) {
      queue.confirm(id);
      free(chat);
      return;
    }
    String error = answer == null ? words(failure) : wrong(answer);
    queue.webhookFailed(new UpdateQueue.WebhookError(error, stage.date()));
    thread.schedule(
        () -> send(id, chat, Math.min(LONGEST_WAIT_MS, waitMs * 2)), waitMs, TimeUnit.MILLISECONDS);
  }

  private void free(String chat) {
    busyChats.remove(chat);
    push();
  }

  /** Returns the error in Telegram's own words. */
  private static String wrong(HttpResponse<Void> answer) {
    return "Wrong response from the webhook: " + answer.statusCode();
  }

  private static String words(@Nullable Throwable failure) {
    return failure instanceof TimeoutException ? "Read timeout expired" : "Connection refused";
  }

  /** Returns the key of the updates that go one after the other. */
  private static String chatOf(long id, String update) {
    try {
      for (JsonNode content : TelegramJson.parse(update)) {
        JsonNode message = content.has("message") ? content.path("message") : content;
        JsonNode whose = message.has("chat") ? message.path("chat") : content.path("from");
        if (whose.has("id")) {
          return "chat:" + whose.path("id").asText();
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The queue holds JSON alone", e);
    }
    return "update:" + id;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
