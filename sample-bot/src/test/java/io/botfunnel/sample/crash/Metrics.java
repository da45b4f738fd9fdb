package io.botfunnel.sample.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** What the bot says of itself while it runs, as Prometheus is told. */
final class Metrics {
  private static final List<String> TOPICS = List.of("outbox", "inbox", "conversions");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;

  Metrics(int consolePort) {
    url = URI.create("http://127.0.0.1:%d/metrics".formatted(consolePort));
  }

  /** Whether the bot runs. */
  boolean areTold() {
    return !told().isEmpty();
  }

  /** Whether nothing waits anywhere; false where nobody answers. */
  boolean nothingWaits() {
    String told = told();
    return !told.isEmpty() && TOPICS.stream().allMatch(topic -> isZero(told, "waiting", topic));
  }

  private static boolean isZero(String told, String state, String topic) {
    return told.contains(series(state, topic) + " 0.0");
  }

  private static String series(String state, String topic) {
    return "botfunnel_entries{state=\"%s\",topic=\"%s\"}".formatted(state, topic);
  }

  private String told() {
    try {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException notRunning) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
