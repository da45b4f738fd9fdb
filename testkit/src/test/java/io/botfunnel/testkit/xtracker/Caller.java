package io.botfunnel.testkit.xtracker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A client as it should be: a real one, which follows no redirect. */
final class Caller {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final XtrackerServer server;

  Caller(XtrackerServer server) {
    this.server = server;
  }

  static String event(String event, String fields) {
    return "{\"event\":\"" + event + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}";
  }

  static String deposit(String eid) {
    return event(
        "deposit",
        "\"uid\":\"abc\",\"value\":\"25.00\",\"currency\":\"USD\",\"occurred_at_ms\":1,\"eid\":\""
            + eid
            + "\"");
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return http.send(request(path, body, server.bearer()), BodyHandlers.ofString());
  }

  HttpResponse<String> postWith(String bearer, String path, String body)
      throws IOException, InterruptedException {
    return http.send(request(path, body, bearer), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> postLater(String path, String body) {
    return http.sendAsync(request(path, body, server.bearer()), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
    URI uri = server.url().resolve(pathAndQuery);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String body, String bearer) {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .header("Authorization", "Bearer " + bearer)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
