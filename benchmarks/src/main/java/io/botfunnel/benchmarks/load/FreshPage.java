package io.botfunnel.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.console.ConsoleChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that a browser requests from the console to open the page, but without drawing it.
 * That is the page's files as they reference each other, the first API answers, and the live data.
 * Used by one thread.
 */
public final class FreshPage implements AutoCloseable {
  private static final Pattern FILES =
      Pattern.compile("(?:src=\"|rel=\"stylesheet\" href=\"|from '\\.)(/[^'\"]+)['\"]");
  private static final List<String> QUESTIONS =
      List.of(
          "/api/funnel?period=day",
          "/api/status",
          "/api/entries?limit=50",
          "/api/entries?state=refused&limit=50",
          "/api/conflicts?limit=50",
          "/api/unmatched?limit=50",
          "/api/audit?limit=50");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConsoleAddress console;
  private final String key;
  private final BufferedReader live;

  private FreshPage(ConsoleAddress console) throws IOException, InterruptedException {
    this.console = console;
    this.key = new ConsoleChannel(console).scriptKey();
    files();
    InputStream stream = get("/api/live?period=day", BodyHandlers.ofInputStream());
    this.live = new BufferedReader(new InputStreamReader(stream, UTF_8));
    for (String question : QUESTIONS) {
      text(question);
    }
    awaitLine("event: funnel");
  }

  /** Returns once all that the page shows at first has arrived. */
  public static FreshPage open(ConsoleAddress console) throws IOException, InterruptedException {
    return new FreshPage(console);
  }

  /** Reads until the feed has an entry with this eid. */
  public void awaitInFeed(String eid) throws IOException {
    awaitLine("\"" + eid + "\"");
  }

  private void files() throws IOException, InterruptedException {
    Deque<String> toRead = new ArrayDeque<>(List.of("/"));
    Set<String> known = new HashSet<>(toRead);
    while (!toRead.isEmpty()) {
      Matcher named = FILES.matcher(text(toRead.remove()));
      while (named.find()) {
        if (known.add(named.group(1))) {
          toRead.add(named.group(1));
        }
      }
    }
    if (!known.contains("/api.js")) {
      throw new IllegalStateException("The page's files were not found: " + known);
    }
  }

  private String text(String path) throws IOException, InterruptedException {
    return get(path, BodyHandlers.ofString());
  }

  private <T> T get(String path, BodyHandler<T> body) throws IOException, InterruptedException {
    URI url = console.url().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("X-BotFunnel-Key", key)
            .timeout(Duration.ofSeconds(30))
            .build();
    HttpResponse<T> response = client.send(request, body);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + " was answered " + response.statusCode());
    }
    return response.body();
  }

  private void awaitLine(String part) throws IOException {
    for (String line = live.readLine(); line != null; line = live.readLine()) {
      if (line.contains(part)) {
        return;
      }
    }
    throw new IllegalStateException("The live data ended before " + part);
  }

  @Override
  public void close() throws IOException {
    live.close();
  }
}
