package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.TOKEN;
import static io.botfunnel.starter.gateway.GivenGateway.UID;
import static io.botfunnel.starter.gateway.GivenGateway.deposit;
import static io.botfunnel.starter.gateway.GivenGateway.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.gateway.GivenGateway.Told;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes to /e. */
@Tag("slow")
class PostbackTest {
  private GivenGateway given;

  @BeforeEach
  void start(@TempDir Path folder) {
    given = GivenGateway.start(folder);
  }

  @AfterEach
  void stop() {
    given.close();
  }

  private RecordedEvent delivered(String eid) {
    await().until(() -> given.xtracker.ledger().event(eid).isPresent());
    return given.xtracker.ledger().event(eid).orElseThrow();
  }

  @Nested
  class IsTaken {
    @Test
    void asXtrackerItselfTakesIt() {
      Told told = given.get(deposit("t", "1767225600123"));
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.whole().body())
          .isEqualTo("{\"ok\":true,\"status\":\"queued\",\"inbox_id\":\"deposit/dep-t-7\"}");
      RecordedEvent event = delivered("dep-t-7");
      assertThat(event.event()).isEqualTo("deposit");
      assertThat(event.uid()).isEqualTo(UID);
      assertThat(event.value()).isEqualTo("25.00");
      assertThat(event.currency()).isEqualTo("USD");
      assertThat(event.occurredAtMs()).isEqualTo(1_767_225_600_123L);
    }

    @Test
    void asAFormToo() {
      Told told =
          given.post("/e", "application/x-www-form-urlencoded; charset=utf-8", query(deposit()));
      assertThat(told.word()).isEqualTo("queued");
      delivered("dep-t-7");
    }

    @Test
    void withTheTokenInTheQueryAndTheRestInTheBody() {
      Map<String, String> rest = deposit();
      rest.remove("token");
      assertThat(
              given
                  .post("/e?token=" + TOKEN, "application/x-www-form-urlencoded", query(rest))
                  .word())
          .isEqualTo("queued");
    }

    @Test
    void asJsonWhoseNumbersStayAsTheyAreWritten() {
      String body =
          "{\"token\":\"%s\",\"event\":\"deposit\",\"uid\":\"%s\",\"value\":25.10,\"currency\":\"USD\",\"eid\":77,\"t\":null}"
              .formatted(TOKEN, UID);
      assertThat(given.post("/e", "application/json", body).status()).isEqualTo(200);
      assertThat(delivered("dep-77").value()).isEqualTo("25.10");
    }

    @Test
    void againAsADuplicate() {
      given.get(deposit());
      Told told = given.get(deposit());
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.whole().body())
          .isEqualTo("{\"ok\":true,\"status\":\"duplicate\",\"inbox_id\":\"deposit/dep-t-7\"}");
      assertThat(given.accepted()).isEqualTo(1);
    }

    @Test
    void andSetAsideAboveTheCeiling() {
      Told told = given.get(deposit("value", "100000.01"));
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.word()).isEqualTo("above_ceiling");
      assertThat(given.get(deposit("value", "100000.01")).word()).isEqualTo("duplicate");
      assertThat(given.tracking.health().outbox().refused()).isOne();
      assertThat(given.tracking.retry("deposit", "dep-t-7")).isTrue();
      assertThat(delivered("dep-t-7").value()).isEqualTo("100000.01");
    }

    @Test
    void asADuplicateOfWhatTheHookReported() {
      given.hook();
      assertThat(given.get(deposit()).word()).isEqualTo("duplicate");
      assertThat(given.get(deposit("eid", "dep-t-7")).word()).isEqualTo("duplicate");
    }

    @Test
    void whateverTheEventIs() {
      for (String event : new String[] {"contact", "subscribed", "registration"}) {
        Map<String, String> parameters =
            new TreeMap<>(Map.of("token", TOKEN, "event", event, "uid", UID, "eid", "trader-9"));
        assertThat(given.get(parameters).status()).isEqualTo(200);
      }
      assertThat(delivered("contact-fb_" + UID).event()).isEqualTo("contact");
      assertThat(delivered("subscribed-fb_" + UID).event()).isEqualTo("subscribed");
      assertThat(delivered("trader-9").event()).isEqualTo("registration");
    }

    @Test
    void withoutAnEidWhereItsEventIsCountedOncePerUser() {
      assertThat(given.get("/e?token=" + TOKEN + "&event=contact&uid=" + UID).status())
          .isEqualTo(200);
      assertThat(given.get("/e?token=" + TOKEN + "&event=contact&uid=" + UID).word())
          .isEqualTo("duplicate");
    }

    @Test
    void forTheUserToWhomTheClickIsBound() {
      given.tracking.bind(555123, UID);
      given.get(deposit());
      assertThat(given.tracking.timeline(555123))
          .extracting(recorded -> recorded.eid())
          .contains("dep-t-7");
    }
  }

  @Nested
  class IsRefused {
    @Test
    void whereTheIdIsLongerThanAHookTakes() {
      assertThat(given.get(deposit("eid", "x".repeat(120))).status()).isEqualTo(200);
      Told told = given.get(deposit("eid", "x".repeat(121)));
      assertThat(told.status()).isEqualTo(400);
      assertThat(told.word()).isEqualTo("invalid_eid");
    }

    @Test
    void whereAParameterIsGivenTwiceWhereverItStands() {
      String good = query(deposit());
      assertThat(given.get("/e?" + good + "&uid=" + UID).error()).contains("given twice");
      assertThat(given.get("/e?" + good + "&%75id=" + UID).error()).contains("given twice");
      assertThat(given.post("/e?" + good, "application/x-www-form-urlencoded", "uid=b").error())
          .contains("given twice");
      assertThat(given.post("/e?" + good, "application/json", "{\"uid\":\"b\"}").error())
          .contains("given twice");
      assertThat(given.post("/e", "application/json", "{\"uid\":\"b\",\"uid\":\"c\"}").error())
          .contains("given twice");
      assertThat(given.accepted()).isZero();
    }

    @Test
    void whereItIsTooLarge() {
      assertThat(given.get(deposit("eid", "x".repeat(4_000))).status()).isEqualTo(413);
      assertThat(given.get("/e?" + "a=".repeat(2_100)).status()).isEqualTo(413);
      assertThat(given.get("/e?a=" + "x".repeat(9_000)).status()).isEqualTo(414);
      String many =
          IntStream.range(0, 65).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
      assertThat(given.get("/e?" + many).status()).isEqualTo(413);
      String type = "application/x-www-form-urlencoded";
      assertThat(given.post("/e", type, "a=" + "x".repeat(8_200)).status()).isEqualTo(413);
      assertThat(given.post("/e", type, "a=" + "x".repeat(100_000)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[1]",
          "{",
          "{}{}",
          "{\"uid\":{}}",
          "{\"uid\":[1]}",
          "nonsense",
          "{\"uid\":\"a\"} x"
        })
    void whereItsJsonIsNoFlatObject(String body) {
      Told told = given.post("/e?" + query(Map.of("token", TOKEN)), "application/json", body);
      assertThat(told.status()).isEqualTo(400);
      assertThat(told.word()).isEqualTo("unreadable");
    }

    @Test
    void whereItsBodyIsOfAnotherType() {
      assertThat(given.post("/e", "text/xml", "<a/>").status()).isEqualTo(415);
      assertThat(given.post("/e", "multipart/form-data; boundary=x", "--x--").status())
          .isEqualTo(415);
    }

    @Test
    void withoutSayingTheTokenWhereItStandsInTheWrongPlace() {
      for (String name :
          new String[] {"event", "uid", "value", "currency", "eid", "t", "sub", TOKEN}) {
        Told told = given.get(deposit(name, "x" + TOKEN + "x"));
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.whole().body()).doesNotContain(TOKEN, TOKEN.substring(0, 12));
      }
    }

    @Test
    void asAConflictWhereTheAmountIsAnother() {
      given.get(deposit());
      Told told = given.get(deposit("value", "26.00"));
      assertThat(told.status()).isEqualTo(409);
      assertThat(told.word()).isEqualTo("conflict");
      assertThat(told.error()).contains("The first report stays");
      assertThat(given.tracking.conflicts()).hasSize(1);
      assertThat(delivered("dep-t-7").value()).isEqualTo("25.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void byAnotherMethodThanGetAndPost(String method) {
      int status =
          Wire.status(given.gateway.url(), method + " /e?" + query(deposit()) + " HTTP/1.1");
      assertThat(status).isEqualTo(405);
      assertThat(given.accepted()).isZero();
    }
  }

  @Test
  void isAskedForAgainWhileTheOutboxCannotBeWritten() {
    given.tracking.close();
    Told told = given.get(deposit());
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.whole().headers().firstValue("Retry-After")).hasValue("5");
    assertThat(told.error()).contains("Send it again, unchanged");
  }

  @Test
  void isCountedByPathAndStatus() {
    given.get(deposit());
    given.get(deposit());
    given.get(deposit("token", "x"));
    given.get("/nothing?" + query(deposit()));
    assertThat(given.answered)
        .containsOnly(Map.entry("/e 200", 2), Map.entry("/e 401", 1), Map.entry("other 404", 1));
  }
}
