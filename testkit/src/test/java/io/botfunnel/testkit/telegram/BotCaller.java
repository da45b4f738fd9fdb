package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bot's side of the Bot API. */
final class BotCaller {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final BotApiServer server;

  BotCaller(BotApiServer server) {
    this.server = server;
  }

  JsonNode call(String method, String json) throws IOException, InterruptedException {
    return JSON.readTree(send(method, "application/json", json).body());
  }

  CompletableFuture<JsonNode> callLater(String method, String json) {
    return http.sendAsync(request(method, "application/json", json), BodyHandlers.ofString())
        .thenApply(answer -> parsed(answer.body()));
  }

  HttpResponse<String> send(String method, String contentType, String body)
      throws IOException, InterruptedException {
    return http.send(request(method, contentType, body), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = server.url().resolve(path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  JsonNode updates(String json) throws IOException, InterruptedException {
    return call("getUpdates", json).path("result");
  }

  /** What getUpdates answers to this offset. */
  List<Long> ids(long offset) throws IOException, InterruptedException {
    List<Long> ids = new ArrayList<>();
    updates("{\"offset\":" + offset + "}")
        .forEach(update -> ids.add(update.path("update_id").asLong()));
    return ids;
  }

  private HttpRequest request(String method, String contentType, String body) {
    return HttpRequest.newBuilder(server.url().resolve("/bot" + server.token() + "/" + method))
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
