package io.botfunnel.starter.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Who asks a console over HTTP, with its key or without. */
final class Operator {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final URI url;
  private final String key;

  private Operator(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  static Operator of(ConsoleAddress console) {
    return new Operator(console.url(), console.key());
  }

  /** One without the key. */
  Operator stranger() {
    return new Operator(url, "");
  }

  HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  /** A change, as the page makes it. */
  HttpResponse<String> post(String path) {
    return send(
        request(path).header("X-BotFunnel-Request", "1").POST(BodyPublishers.noBody()).build());
  }

  /** What is asked, as a value. */
  <T> T read(String path, Class<T> type) {
    return ConsoleJson.read(get(path).body(), type);
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(30));
    return key.isEmpty() ? request : request.header("X-BotFunnel-Key", key);
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request + " failed", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
