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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bot whose gateway is flooded by somebody without a token. While the flood stands users come one
 * after the other, and in the end everything has to answer.
 *
 * <p>A flood that stops the bot makes each of them slow; a busy machine makes some. So at least one
 * of each is as quick as an operator may expect, and none waits without end.
 *
 * <p>{@code -Dbotfunnel.flood.all=true} waits until each of the flood was connected once.
 */
@Tag("slow")
class FloodedGatewayTest {
  private static final int UNFINISHED = 5_000;
  private static final int IDLE = 5_000;

  /** A server that has turned so many away has as many as it takes. */
  private static final int FULL =
      Boolean.getBoolean("botfunnel.flood.all") ? Integer.MAX_VALUE : 250;

  private static final int STARTS = 10;
  private static final int MOST_FLOODS = 5;

  /** Until a {@code /start} is at the tracker. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Until everything answers, from the end of a flood. */
  private static final Duration SOON_AFTER = Duration.ofSeconds(10);

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
    timed("all answer before it", this::answersAll);
    tracksAStart();
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

  /** A user comes, and is at the tracker. */
  private Duration tracksAStart() {
    String uid = "click-" + ++starts;
    given.telegram.user(1_000 + starts).starts("fb_" + uid);
    return timed(
        "a /start", () -> given.xtracker.ledger().events("contact").toString().contains(uid));
  }

  private static Duration timed(String what, Callable<Boolean> done) {
    long begun = System.nanoTime();
    await(what).pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(done);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf("%s: %.2f s%n", what, took.toNanos() / 1e9);
    return took;
  }

  /** How soon everything answers after a flood in which users came. */
  private Duration withstands(Flood flood, int connections) throws IOException {
    flood.begin();
    try (flood) {
      timed("the flood stands", () -> flood.opened() >= connections || flood.turnedAway() >= FULL);
      List<Duration> starts = Stream.generate(this::tracksAStart).limit(STARTS).sorted().toList();
      assertThat(starts.get(0)).as("the quickest of %s", starts).isLessThan(SOON);
      timed("all answer in the flood", this::answersAll);
      System.out.printf(
          "%d connections were made, %d turned away%n", flood.opened(), flood.turnedAway());
    }
    return timed("all answer after it", this::answersAll);
  }

  private void withstandsOneOfSome(Callable<Flood> flood, int connections) throws Exception {
    List<Duration> after = new ArrayList<>();
    do {
      after.add(withstands(flood.call(), connections));
    } while (Collections.min(after).compareTo(SOON_AFTER) > 0 && after.size() < MOST_FLOODS);
    assertThat(Collections.min(after)).as("the quickest of %s", after).isLessThan(SOON_AFTER);
    assertThat(bot).matches(Process::isAlive, "lives");
    assertThat(child.log())
        .doesNotContain("OutOfMemoryError", "Too many open files", "Accept Failure");
  }

  @Test
  void goesOnInAFloodOfUnfinishedBodiesAndIdleConnections() throws Exception {
    run(20_000, "-Xmx128m");
    withstandsOneOfSome(
        () -> Flood.of(gateway).unfinished(UNFINISHED, "/e").idle(IDLE), UNFINISHED + IDLE);
  }

  @Test
  void hasFilesLeftInAFloodOfIdleConnections() throws Exception {
    run(600, "-Xmx64m");
    withstandsOneOfSome(() -> Flood.of(gateway).idle(700), 700);
  }
}
