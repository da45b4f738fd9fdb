package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bot whose gateway is flooded by somebody without a token. {@code -Dbotfunnel.flood=5000} has so
 * many unfinished bodies and as many idle connections.
 */
class FloodedGatewayTest {
  private static final int FLOOD = Integer.getInteger("botfunnel.flood", 300);

  /** What an operator may expect is 5 s; a test on a busy machine has to be sure. */
  private static final Duration SOON =
      Duration.ofSeconds(Integer.getInteger("botfunnel.soon", 120));

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private TestBot given;
  private ChildBot child;
  private @Nullable Process bot;
  private int gateway;
  private int console;
  private int starts;

  @BeforeEach
  void give(@TempDir Path folder) throws IOException {
    gateway = FreePort.next();
    console = FreePort.next();
    given = new TestBot(folder);
    given
        .with("gateway.enabled", "true")
        .with("gateway.port", String.valueOf(gateway))
        .with("console.enabled", "true")
        .with("console.port", String.valueOf(console))
        .with("xtracker.ingest-token", given.xtracker.ingestToken());
    child = new ChildBot(folder, GreetingBot.class);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (bot != null) {
      bot.destroyForcibly().waitFor();
    }
    given.close();
  }

  private void run(int files, String heap) throws IOException {
    List<String> limited = List.of("sh", "-c", "ulimit -n " + files + " && exec \"$@\"", "limited");
    bot = child.start(given, limited, heap, "-XX:+ExitOnOutOfMemoryError");
    await().atMost(PATIENCE).until(this::answersAll);
  }

  private boolean answersAll() throws InterruptedException {
    return answers("http://127.0.0.1:%d/health".formatted(gateway))
        && answers("http://127.0.0.1:%d/health/live".formatted(console))
        && answers(
            "http://127.0.0.1:%d/e?token=%s&event=registration&uid=u-1&eid=r-1"
                .formatted(gateway, given.xtracker.ingestToken()));
  }

  private boolean answers(String url) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notNow) {
      return false;
    }
  }

  /** A user comes, and is at the tracker soon. */
  private void tracksAStart(String when) {
    String uid = "click-" + ++starts;
    given.telegram.user(1_000 + starts).starts("fb_" + uid);
    timed(
        "a /start, " + when,
        () -> given.xtracker.ledger().events("contact").toString().contains(uid));
  }

  private static void timed(String what, Callable<Boolean> done) {
    long begun = System.nanoTime();
    await(what).pollInterval(Duration.ofMillis(20)).atMost(SOON).until(done);
    System.out.printf("%s: %.2f s%n", what, (System.nanoTime() - begun) / 1e9);
  }

  private void withstands(Flood flood, int connections) throws Exception {
    flood.begin();
    try (flood) {
      timed(connections + " connections", () -> flood.opened() >= connections);
      tracksAStart("in the flood");
      timed("all answer in the flood", this::answersAll);
    }
    timed("all answer after it", this::answersAll);
    tracksAStart("after it");
    assertThat(bot).matches(Process::isAlive, "lives");
    assertThat(child.log())
        .doesNotContain("OutOfMemoryError", "Too many open files", "Accept Failure");
  }

  @Test
  void goesOnInAFloodOfUnfinishedBodiesAndIdleConnections() throws Exception {
    run(20_000, "-Xmx128m");
    withstands(Flood.of(gateway).unfinished(FLOOD, "/e").idle(FLOOD), 2 * FLOOD);
  }

  @Test
  void hasFilesLeftInAFloodOfIdleConnections() throws Exception {
    run(600, "-Xmx128m");
    withstands(Flood.of(gateway).idle(700), 700);
  }

  @Test
  void needsLittleMemoryForUnfinishedBodies() throws Exception {
    run(20_000, "-Xmx64m");
    withstands(Flood.of(gateway).unfinished(1_500, "/e"), 1_500);
  }
}
