package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.console.ConsoleChannel;
import io.botfunnel.testkit.postgres.CuttableWire;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot whose outbox is in PostgreSQL. */
@Tag("slow")
class BotOnPostgresTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url = PostgresServer.shared().newDatabase();
  @TempDir Path folder;
  private CuttableWire wire;
  private TestBot given;

  @BeforeEach
  void give() throws IOException {
    wire = CuttableWire.to(PostgresServer.shared().port());
    given =
        new TestBot(folder)
            .withConsole()
            .with("gateway.enabled", "true")
            .with("gateway.port", "0")
            .with("xtracker.ingest-token", "an-ingest-token-of-some-length")
            .with("tracking.outbox.url", PostgresServer.by(url, wire.port()));
  }

  @AfterEach
  void end() throws IOException {
    wire.close();
    given.close();
  }

  private BotApplication started() {
    return given.start(
        context -> {
          context.reply("heard " + context.text());
          if (context.text().startsWith("tx-")) {
            context.tracking().deposit("25.00", "USD", context.text());
          }
        });
  }

  private HttpResponse<String> get(BotApplication bot, String path) throws Exception {
    ConsoleAddress console = bot.console().orElseThrow();
    return http.send(
        HttpRequest.newBuilder(console.url().resolve(path))
            .header("X-BotFunnel-Key", new ConsoleChannel(console).scriptKey())
            .timeout(Duration.ofSeconds(20))
            .build(),
        BodyHandlers.ofString());
  }

  /** The answer that a load balancer gets, as patient as docs/operations.md says it is. */
  private HttpResponse<String> askGateway(BotApplication bot) throws Exception {
    return http.send(
        HttpRequest.newBuilder(bot.gateway().orElseThrow().resolve("/health"))
            .timeout(Duration.ofSeconds(5))
            .build(),
        BodyHandlers.ofString());
  }

  private List<String> events() {
    return given.xtracker.ledger().events().stream().map(RecordedEvent::eid).toList();
  }

  @Test
  void tracksDeliversAndStops() throws Exception {
    try (BotApplication bot = started()) {
      given.telegram.user(7).starts("fb_abc").says("tx-1");
      await().until(() -> events().contains("dep-tx-1"));
      assertThat(events()).containsExactly("contact-7", "dep-tx-1");
      assertThat(given.xtracker.ledger().binds()).hasSize(1);
      await().until(() -> bot.health().outbox().equals(new Books(3, 0, 3, 0, 0, 0)));
      await().until(() -> bot.inboxBooks().equals(new Books(2, 0, 2, 0, 0, 0)));
      await().until(() -> get(bot, "/health/ready").statusCode() == 200);
      assertThat(get(bot, "/api/status").body()).contains("\"delivered\":3");
      await()
          .untilAsserted(
              () ->
                  assertThat(bot.metrics())
                      .contains(
                          "botfunnel_entries{state=\"delivered\",topic=\"outbox\"} 3.0",
                          "botfunnel_oldest_waiting_seconds 0.0"));
    }
    try (Stream<Path> files = java.nio.file.Files.list(folder)) {
      assertThat(files).as("nothing is kept here").isEmpty();
    }
  }

  @Test
  void goesOnWhereAnotherOfItHasStopped() {
    try (BotApplication bot = started()) {
      given.telegram.user(7).starts("fb_abc");
      await().until(() -> bot.health().outbox().delivered() == 2);
    }
    try (BotApplication next = started()) {
      assertThat(next.health().outbox()).isEqualTo(new Books(2, 0, 2, 0, 0, 0));
      given.telegram.user(7).says("tx-2");
      await().until(() -> events().contains("dep-tx-2"));
      assertThat(given.xtracker.ledger().event("dep-tx-2").orElseThrow().uid()).isEqualTo("abc");
    }
  }

  @Test
  void saysThatItIsNotReadyWhilePostgresqlDoesNotAnswerAndGoesOnByItself() throws Exception {
    try (BotApplication bot = started()) {
      await().until(() -> get(bot, "/health/ready").statusCode() == 200);
      assertThat(askGateway(bot).statusCode()).isEqualTo(200);
      wire.cut();
      given.telegram.user(7).starts("fb_abc").says("tx-1");
      HttpResponse<String> answer = get(bot, "/health/ready");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("The outbox has not answered", "resumes automatically");
      assertThat(askGateway(bot).statusCode()).isEqualTo(503);
      assertThat(get(bot, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(bot, "/api/status").statusCode()).isEqualTo(200);
      assertThat(bot.metrics()).contains("botfunnel_entries");
      wire.mend();
      await().atMost(Duration.ofSeconds(60)).until(() -> events().contains("dep-tx-1"));
      await().until(() -> get(bot, "/health/ready").statusCode() == 200);
      await().until(() -> askGateway(bot).statusCode() == 200);
      assertThat(events()).containsExactly("contact-7", "dep-tx-1");
    }
  }

  @Test
  void doesNotStartWithoutItAndSaysWhy() throws IOException {
    wire.close();
    given.with("tracking.outbox.url", "jdbc:postgresql://127.0.0.1:1/bot?user=a&password=s3cr3t");
    assertThatThrownBy(this::started)
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContainingAll("127.0.0.1:1/bot cannot be reached", "Is PostgreSQL running")
        .hasMessageNotContaining("s3cr3t");
  }
}
