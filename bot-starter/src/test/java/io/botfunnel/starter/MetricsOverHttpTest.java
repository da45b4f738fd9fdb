package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.xtracker.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scrape as Prometheus makes it. */
@Tag("slow")
class MetricsOverHttpTest {
  private static final int DEPOSITS = 200;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private TestBot given;

  @BeforeEach
  void servers() {
    given = new TestBot(folder).withConsole();
  }

  @AfterEach
  void stop() {
    given.xtracker.heal();
    given.close();
  }

  private HttpResponse<String> get(BotApplication bot, String path)
      throws IOException, InterruptedException {
    URI url = bot.console().orElseThrow().url().resolve(path);
    return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void needsNoKeyAndSaysWhatItIs() throws Exception {
    try (BotApplication bot = given.start(context -> {})) {
      bot.tracking().bind(555_123, "a-click-of-ann");
      await().until(() -> bot.health().outbox().delivered() == 1);
      HttpResponse<String> answer = get(bot, "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
      assertThat(answer.body())
          .contains("# TYPE botfunnel_entries gauge", "# TYPE botfunnel_accepted_total counter")
          .contains("# TYPE botfunnel_append_duration_seconds histogram")
          .doesNotContain("555123", "a-click-of-ann", given.xtracker.bearer());
    }
  }

  @Test
  void agreesWithItselfWhileEventsFlowAndFaultsHappen() throws Exception {
    given.xtracker.failRandomly(
        0.05, 42, Fault.UNAVAILABLE_503, Fault.RATE_LIMITED_429_BARE, Fault.INVALID_VALUE_400);
    try (BotApplication bot = given.start(context -> {})) {
      CompletableFuture<Void> flowing = CompletableFuture.runAsync(() -> deposit(bot));
      List<Scrape> scrapes = new ArrayList<>();
      while (!flowing.isDone() || scrapes.size() < 3) {
        scrapes.add(new Scrape(get(bot, "/metrics").body()));
      }
      flowing.join();
      given.xtracker.heal();
      await().atMost(Duration.ofSeconds(60)).until(() -> bot.health().outbox().waiting() == 0);
      assertThat(scrapes).allSatisfy(MetricsOverHttpTest::balances);
      Scrape last = new Scrape(get(bot, "/metrics").body());
      balances(last);
      assertThat(last.of("botfunnel_accepted_total{topic=\"outbox\"}")).isEqualTo(DEPOSITS);
      assertThat(last.of("botfunnel_append_duration_seconds_count")).isEqualTo(DEPOSITS);
      assertThat(entries(last, "refused"))
          .isEqualTo(last.of("botfunnel_attempts_total{answer=\"refused\"}"))
          .isPositive();
      assertThat(last.of("botfunnel_attempts_total{answer=\"delivered\"}"))
          .isEqualTo(given.xtracker.ledger().events().size());
    }
  }

  private static void deposit(BotApplication bot) {
    IntStream.range(0, DEPOSITS)
        .forEach(i -> bot.tracking().user(1 + i % 40).deposit("1.00", "USD", "tx-" + i));
  }

  private static void balances(Scrape scrape) {
    assertThat(scrape.of("botfunnel_books_balanced{topic=\"outbox\"}")).isOne();
    assertThat(scrape.of("botfunnel_accepted_total{topic=\"outbox\"}"))
        .isEqualTo(
            entries(scrape, "waiting")
                + entries(scrape, "delivered")
                + entries(scrape, "duplicate")
                + entries(scrape, "refused")
                + entries(scrape, "erased"));
  }

  private static double entries(Scrape scrape, String state) {
    return scrape.of("botfunnel_entries{state=\"%s\",topic=\"outbox\"}".formatted(state));
  }

  @Test
  void tellsOfADryRunAsThePageAndTheHealthDo() throws Exception {
    given.with("tracking.dry-run", "true");
    try (BotApplication bot = given.start(context -> {})) {
      await().until(bot::polling);
      assertThat(new Scrape(get(bot, "/metrics").body()).of("botfunnel_dry_run")).isOne();
      assertThat(get(bot, "/health/ready").body()).contains("dry run: nothing is sent");
      assertThat(folder.resolve("outbox-dry-run.console")).exists();
    }
  }
}
