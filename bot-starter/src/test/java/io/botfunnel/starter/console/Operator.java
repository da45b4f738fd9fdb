package io.botfunnel.starter.console;

import io.botfunnel.starter.console.json.ConsoleJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who asks a console over HTTP, as a script with its key, or without. */
final class Operator {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private static final Map<ConsoleAddress, String> KEYS = new ConcurrentHashMap<>();

  private final URI url;
  private final @Nullable ConsoleAddress console;

  private Operator(URI url, @Nullable ConsoleAddress console) {
    this.url = url;
    this.console = console;
  }

  static Operator of(ConsoleAddress console) {
    return new Operator(console.url(), console);
  }

  /** One without the key. */
  Operator stranger() {
    return new Operator(url, null);
  }

  URI url() {
    return url;
  }

  /** A key for scripts; empty for a stranger. */
  String key() {
    return console == null ? "" : KEYS.computeIfAbsent(console, Operator::scriptKey);
  }

  private static String scriptKey(ConsoleAddress console) {
    return proven(console, ConsoleChannel::scriptKey);
  }

  /** The link that the command prints. */
  static URI link(ConsoleAddress console) {
    return proven(console, ConsoleChannel::link);
  }

  private interface Call<T> {
    T by(ConsoleChannel channel) throws IOException, InterruptedException;
  }

  private static <T> T proven(ConsoleAddress console, Call<T> call) {
    try {
      return call.by(new ConsoleChannel(console));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  /** The body of an answer that may take its time. */
  CompletableFuture<String> soon(String path) {
    return CLIENT
        .sendAsync(request(path).build(), BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
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
    return console == null ? request : request.header("X-BotFunnel-Key", key());
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
