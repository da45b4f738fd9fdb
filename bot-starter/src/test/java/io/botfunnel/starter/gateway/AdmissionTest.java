package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.SECRET;
import static io.botfunnel.starter.gateway.GivenGateway.TOKEN;
import static io.botfunnel.starter.gateway.GivenGateway.deposit;
import static io.botfunnel.starter.gateway.GivenGateway.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.gateway.GivenGateway.Setup;
import io.botfunnel.starter.gateway.GivenGateway.Told;
import io.botfunnel.testkit.SteppingClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is judged by the head of a request, before anything of its body is there. */
@Tag("slow")
class AdmissionTest {
  private static final String PARTNER = "203.0.113.7";
  private static final String OTHER = "198.51.100.9";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "401, POST /xtracker HTTP/1.1;X-Webhook-Secret: wrong;Content-Length: 60000",
    "401, POST /telegram HTTP/1.1;X-Telegram-Bot-Api-Secret-Token: wrong;Content-Length: 60000",
    "401, POST /e?token=wrong HTTP/1.1;Content-Length: 8000",
    "413, POST /e HTTP/1.1;Content-Length: 8193",
    "413, POST /e?token=ingest-t0ken-of-the-space HTTP/1.1;Content-Length: 8193",
    "404, POST /unknown HTTP/1.1;Content-Length: 8000",
    "405, PUT /e HTTP/1.1;Content-Length: 8000",
    "405, PUT /telegram HTTP/1.1;Content-Length: 8000"
  })
  void isRefusedBeforeItsBodyIsRead(int status, String head) {
    try (GivenGateway given = new Setup().pushed().start(folder);
        Wire wire = Wire.to(given.gateway.url())) {
      // The connection stays open for the body, and the answer is there all the same.
      wire.send(head.replace(";", "\r\n") + "\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(wire.firstLine()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/telegram", "/xtracker"})
  void isNotOfAnotherMethodThanItsFirstLineSays(String path) {
    try (GivenGateway given = new Setup().pushed().start(folder)) {
      int status =
          given
              .send(
                  given
                      .request(path, "X-HTTP-Method-Override", "POST")
                      .method("GET", BodyPublishers.ofString("{\"update_id\":1}")))
              .status();
      assertThat(status).as("a POST would have needed the secret").isEqualTo(405);
    }
  }

  @Test
  void isRefusedByItsAddressBeforeItsBodyIsRead() {
    try (GivenGateway given = new Setup().allow(PARTNER).start(folder);
        Wire wire = Wire.to(given.gateway.url())) {
      wire.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 8000\r\n\r\n");
      assertThat(wire.firstLine()).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void aTokenInABodyIsReadWhereverItsChunksEnd() {
    String body = query(deposit());
    StringBuilder chunks = new StringBuilder();
    body.chars().forEach(letter -> chunks.append("1\r\n").append((char) letter).append("\r\n"));
    try (GivenGateway given = GivenGateway.start(folder);
        Wire wire = Wire.to(given.gateway.url())) {
      wire.send(
          "POST /e HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
              + chunks
              + "0\r\n\r\n");
      assertThat(wire.answer()).startsWith("HTTP/1.1 200 ").contains("queued");
    }
  }

  @Test
  void aBodyThatDoesNotSayHowLongItWillBeIsRefusedOnceItIsTooLong() {
    try (GivenGateway given = GivenGateway.start(folder);
        Wire wire = Wire.to(given.gateway.url())) {
      wire.send("POST /e HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      wire.send("2100\r\n" + "x".repeat(0x2100) + "\r\n");
      assertThat(wire.firstLine()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Nested
  class APushedUpdate {
    private static int push(GivenGateway given, String secret) {
      return given
          .send(
              given
                  .request("/telegram", TelegramPushReceiver.SECRET_HEADER, secret)
                  .POST(BodyPublishers.ofString("{\"update_id\":1}")))
          .status();
    }

    @Test
    void isFreeOfTheRateWithTheRightSecretAlone() {
      try (GivenGateway given =
          new Setup().pushed().rate(1).clock(new SteppingClock()).start(folder)) {
        for (int i = 0; i < 30; i++) {
          assertThat(push(given, SECRET)).isEqualTo(200);
        }
        for (int i = 0; i < 10; i++) {
          assertThat(push(given, "a-wrong-secret")).isEqualTo(401);
        }
        assertThat(push(given, "a-wrong-secret")).isEqualTo(429);
        assertThat(push(given, SECRET)).isEqualTo(200);
      }
    }

    @Test
    void isFreeOfTheAllowListAlsoWithAWrongSecretWhichSlowsItsAddress() {
      try (GivenGateway given =
          new Setup().pushed().allow(PARTNER).trusted("10.0.0.1").start(folder)) {
        for (int i = 0; i < 10; i++) {
          assertThat(push(given, "a-wrong-secret")).isEqualTo(401);
        }
        assertThat(push(given, "a-wrong-secret")).isEqualTo(429);
        assertThat(given.get("/telegram").status()).as("no push").isEqualTo(403);
      }
    }

    @Test
    void isFreeOfItAsAPostAlone() {
      try (GivenGateway given =
          new Setup().pushed().rate(1).clock(new SteppingClock()).start(folder)) {
        for (int i = 0; i < 10; i++) {
          assertThat(given.get("/telegram", TelegramPushReceiver.SECRET_HEADER, SECRET).status())
              .isEqualTo(405);
        }
        assertThat(given.get("/telegram", TelegramPushReceiver.SECRET_HEADER, SECRET).status())
            .isEqualTo(429);
      }
    }
  }

  @Nested
  class AWrongToken {
    private final SteppingClock clock = new SteppingClock();

    private GivenGateway start() {
      return new Setup().clock(clock).start(folder);
    }

    private static int from(GivenGateway given, String address, Map<String, String> parameters) {
      return given.get("/e?" + query(parameters), "X-Forwarded-For", address).status();
    }

    private static void guess(GivenGateway given, String address, int times, int status) {
      for (int i = 0; i < times; i++) {
        assertThat(from(given, address, deposit("token", "a-guess-" + i))).isEqualTo(status);
      }
    }

    @Test
    void slowsItsAddress() {
      try (GivenGateway given = start()) {
        guess(given, OTHER, 10, 401);
        guess(given, OTHER, 5, 429);
        assertThat(from(given, OTHER, deposit())).as("not even compared").isEqualTo(429);
        clock.advance(Duration.ofSeconds(10));
        guess(given, OTHER, 1, 401);
        guess(given, OTHER, 1, 429);
        assertThat(from(given, PARTNER, deposit())).as("another address").isEqualTo(200);
      }
    }

    @Test
    void countsWhereverTheSecretStands() {
      try (GivenGateway given = start()) {
        guess(given, OTHER, 9, 401);
        assertThat(given.post("/xtracker", "application/json", "{}", forwarded()).status())
            .isEqualTo(401);
        assertThat(
                given
                    .post(
                        "/e",
                        "application/x-www-form-urlencoded",
                        query(deposit("token", "a-guess")),
                        forwarded())
                    .status())
            .isEqualTo(429);
      }
    }

    private static String[] forwarded() {
      return new String[] {"X-Forwarded-For", OTHER};
    }

    @Test
    void neverLocksOutWhoHasKnownTheRightOne() {
      try (GivenGateway given = start()) {
        assertThat(from(given, PARTNER, deposit())).isEqualTo(200);
        guess(given, PARTNER, 30, 401);
        assertThat(from(given, PARTNER, deposit())).isEqualTo(200);
      }
    }

    @Test
    void isNotHeldAgainstWhoSendsTheRightOneLater() {
      try (GivenGateway given = start()) {
        guess(given, OTHER, 10, 401);
        clock.advance(Duration.ofSeconds(10));
        assertThat(from(given, OTHER, deposit())).isEqualTo(200);
        guess(given, OTHER, 30, 401);
      }
    }

    @Test
    void slowsAlsoWhoKnowsAnotherOne() {
      try (GivenGateway given = start()) {
        for (int i = 0; i < 10; i++) {
          assertThat(from(given, PARTNER, deposit())).isEqualTo(200);
          assertThat(guessAtTheWebhook(given)).isEqualTo(401);
        }
        assertThat(guessAtTheWebhook(given)).isEqualTo(429);
        assertThat(from(given, PARTNER, deposit())).as("what it knows").isEqualTo(200);
      }
    }

    private static int guessAtTheWebhook(GivenGateway given) {
      return given.post("/xtracker", "application/json", "{}", "X-Forwarded-For", PARTNER).status();
    }

    @Test
    void saysWhenTheNextOneIsCompared() {
      try (GivenGateway given = start()) {
        guess(given, OTHER, 10, 401);
        Told told = given.get("/e?" + query(deposit("token", "a-guess")), "X-Forwarded-For", OTHER);
        assertThat(told.error()).endsWith("in 10 s");
        assertThat(told.whole().headers().firstValue("Retry-After")).hasValue("10");
      }
    }

    @Test
    void neverSlowsAProxyWhichStandsForAll() {
      try (GivenGateway given = start()) {
        for (int i = 0; i < 30; i++) {
          assertThat(given.get(deposit("token", "a-guess")).status()).isEqualTo(401);
        }
        assertThat(given.get(deposit("token", TOKEN)).status()).isEqualTo(200);
      }
    }
  }
}
