package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.starter.console.json.ConsoleJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page that listens to what is live, and keeps every event. */
final class LivePage implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Thread reader = new Thread(this::read, "live-page");

  /** What was sent, and what it is. */
  record Event(String kind, String json) {
    <T> T as(Class<T> type) {
      return ConsoleJson.read(json, type);
    }
  }

  private LivePage(HttpResponse<InputStream> response) {
    this.response = response;
    reader.setDaemon(true);
    reader.start();
  }

  static LivePage open(ConsoleAddress console) {
    return open(console, "");
  }

  static LivePage open(ConsoleAddress console, String query) {
    return open(console, query, Operator.of(console).key());
  }

  static LivePage open(ConsoleAddress console, String query, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(console.url().resolve("/api/live" + query))
            .header("X-BotFunnel-Key", key)
            .build();
    try {
      return new LivePage(CLIENT.send(request, BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      String kind = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(EVENT)) {
          kind = line.substring(EVENT.length());
        } else if (line.startsWith(DATA)) {
          events.add(new Event(kind, line.substring(DATA.length())));
        }
      }
    } catch (IOException closed) {
      // The end is the end, however it comes.
      return;
    }
  }

  int status() {
    return response.statusCode();
  }

  Optional<String> contentType() {
    return response.headers().firstValue("Content-Type");
  }

  /** What came so far of a kind. */
  List<Event> of(String kind) {
    return events.stream().filter(event -> event.kind().equals(kind)).toList();
  }

  /** The newest of a kind. */
  <T> T latest(String kind, Class<T> type) {
    List<Event> all = of(kind);
    return all.get(all.size() - 1).as(type);
  }

  boolean ended() {
    return !reader.isAlive();
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
