package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.SECRET;
import static io.botfunnel.starter.gateway.GivenGateway.UID;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.gateway.GivenGateway.Told;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What XTRACKER's webhook brings to /xtracker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {
  private GivenGateway given;

  @BeforeAll
  void start(@TempDir Path folder) {
    given = GivenGateway.start(folder);
  }

  @AfterAll
  void stop() {
    given.close();
  }

  static String body(String eventId) {
    return """
        {"event":"Purchase","canonical":"deposit","event_id":"%s","occurred_at_ms":1767225600123,
         "click":{"uid":"%s","tg_id":555123,"campaign":{"name":"x"},"fbclid":null},
         "data":{"value":"25.00","currency":"USD"},"new_field":[1,2]}"""
        .formatted(eventId, UID);
  }

  @Test
  void isToldToTheBotOnceHoweverOftenItComes() {
    Told told = given.webhook(body("once"));
    assertThat(told.whole().body())
        .isEqualTo("{\"ok\":true,\"status\":\"queued\",\"inbox_id\":\"deposit/xtracker-once\"}");
    long conversions = given.conversions();
    assertThat(given.webhook(body("once")).word()).isEqualTo("duplicate");
    assertThat(given.conversions()).isEqualTo(conversions);
  }

  @Test
  void isNotSentBackToXtracker() {
    long accepted = given.accepted();
    assertThat(given.webhook(body("not back")).status()).isEqualTo(200);
    assertThat(given.accepted()).isEqualTo(accepted);
  }

  @Test
  void needsItsSecret() {
    String body = body("nobody");
    assertThat(given.post("/xtracker", "application/json", body).status()).isEqualTo(401);
    Told told = given.post("/xtracker", "application/json", body, "X-Webhook-Secret", SECRET + "x");
    assertThat(told.status()).isEqualTo(401);
    assertThat(told.error()).contains("X-Webhook-Secret").doesNotContain(SECRET);
  }

  @Test
  void doesNotSayTheSecretThatStandsInItsBody() {
    Told told = given.webhook(body(SECRET));
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.whole().body()).doesNotContain(SECRET.substring(0, 10));
  }

  @Test
  void isAPost() {
    assertThat(given.get("/xtracker", "X-Webhook-Secret", SECRET).status()).isEqualTo(405);
  }

  @Test
  void mayBeLargeAndNoLarger() {
    String more = "{\"more\":\"" + "x".repeat(60_000) + "\"," + body("large").substring(1);
    assertThat(given.webhook(more).status()).isEqualTo(200);
    assertThat(given.webhook("{\"more\":\"" + "x".repeat(70_000) + "\"}").status()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          "tg_id":555123; "tg_id":null; 200; queued
          "uid":"click-1"; "uid":null; 200; queued
          "value":"25.00"; "value":25.00; 200; queued
          "canonical":"deposit"; "canonical":"contact"; 200; queued
          "canonical":"deposit"; "canonical":"registration"; 200; queued
          "canonical":"deposit"; "canonical":"refund"; 400; invalid_event
          "canonical":"deposit"; "canonical":null; 400; invalid_event
          "event_id":"ID"; "event_id":""; 400; invalid_event_id
          "event_id":"ID"; "event_id":{}; 400; invalid_event_id
          "event_id":"ID"; "event_id":4711; 200; queued
          1767225600123; "yesterday"; 400; invalid_time
          1767225600123; 1.5; 400; invalid_time
          1767225600123; 99999999999999999999; 400; invalid_time
          1767225600123; -1; 400; invalid_event
          "uid":"click-1"; "uid":"a b"; 400; invalid_uid
          "tg_id":555123; "tg_id":-100; 400; invalid_tg_id
          "tg_id":555123; "tg_id":"555123"; 400; invalid_tg_id
          "uid":"click-1","tg_id":555123; "x":1; 400; invalid_event
          "value":"25.00"; "value":null; 400; invalid_value
          "value":"25.00"; "value":1e999999999; 400; invalid_value
          "value":"25.00"; "value":"25,00"; 400; invalid_value
          "currency":"USD"; "currency":null; 400; invalid_value
          {"event":; {{; 400; unreadable
          "event":"Purchase"; "event_id":"twice"; 400; unreadable
          """)
  void isTakenOrRefusedByWhatItSays(String good, String changed, int status, String word) {
    String id = "id" + Integer.toHexString((good + changed).hashCode());
    String body = body("ID");
    assertThat(body).contains(good);
    Told told = given.webhook(body.replace(good, changed).replace("\"ID\"", '"' + id + '"'));
    assertThat(told.word()).as(told.whole().body()).isEqualTo(word);
    assertThat(told.status()).isEqualTo(status);
  }

  @Test
  void isNotSetUpWithoutASecret(@TempDir Path folder) {
    try (GivenGateway without = new GivenGateway.Setup().withoutWebhook().start(folder)) {
      Told told = without.webhook(body("id"));
      assertThat(told.status()).isEqualTo(404);
      assertThat(told.error()).contains("gateway.webhook-secret");
    }
  }

  @Test
  void isAskedForAgainWhileTheOutboxCannotBeWritten(@TempDir Path folder) {
    try (GivenGateway closed = GivenGateway.start(folder)) {
      closed.tracking.close();
      Told told = closed.webhook(body("again"));
      assertThat(told.status()).isEqualTo(503);
      assertThat(told.whole().headers().firstValue("Retry-After")).isPresent();
    }
  }
}
