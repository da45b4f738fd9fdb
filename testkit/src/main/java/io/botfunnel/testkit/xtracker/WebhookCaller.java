package io.botfunnel.testkit.xtracker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * XTRACKER's webhook: posts each event until it is answered 2xx. After 408, 429, 5xx or no answer
 * it retries with the same event id; any other answer is final. Thread-safe.
 */
final class WebhookCaller implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** The event names that XTRACKER passes on to the advertising network. */
  private static final Map<String, String> NAMES =
      Map.of(
          "contact", "Contact",
          "subscribed", "Subscribe",
          "registration", "CompleteRegistration",
          "deposit", "Purchase");

  private final URI url;
  private final Map<String, String> headers;
  private final Ledger ledger;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, WebhookCaller::daemon, new ThreadPoolExecutor.DiscardPolicy());

  WebhookCaller(URI url, Map<String, String> headers, Ledger ledger) {
    this.url = url;
    this.headers = Map.copyOf(headers);
    this.ledger = ledger;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "xtracker-server-webhooks");
    thread.setDaemon(true);
    return thread;
  }

  /** Queues an event for the webhook. */
  void tell(RecordedEvent event) {
    String uid = event.uid();
    if (uid != null) {
      String body = body(event, uid, ledger.holder(uid));
      thread.execute(() -> attempt(event, body, FIRST_WAIT));
    }
  }

  private static String body(RecordedEvent event, String uid, Optional<Long> holder) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("event", NAMES.get(event.event()))
            .put("canonical", event.event())
            .put("event_id", "event-" + event.order())
            .put("occurred_at_ms", event.occurredAtMs());
    ObjectNode click = body.putObject("click").put("uid", uid);
    holder.ifPresent(tgId -> click.put("tg_id", tgId));
    body.putObject("data").put("value", event.value()).put("currency", event.currency());
    return body.toString();
  }

  private void attempt(RecordedEvent event, String body, Duration wait) {
    int status = post(body);
    if (status / 100 == 2) {
      ledger.toldByWebhook(event);
    } else if (status == 0 || status == 408 || status == 429 || status >= 500) {
      Duration next = wait.multipliedBy(2);
      thread.schedule(
          () -> attempt(event, body, next.compareTo(LONGEST_WAIT) < 0 ? next : LONGEST_WAIT),
          wait.toMillis(),
          TimeUnit.MILLISECONDS);
    } else {
      ledger.refusedByWebhook(event);
    }
  }

  /** Returns the HTTP status; 0 if there is no answer. */
  private int post(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException nobody) {
      return 0;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
