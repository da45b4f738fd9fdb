package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.TOKEN;
import static io.botfunnel.starter.gateway.GivenGateway.deposit;
import static io.botfunnel.starter.gateway.GivenGateway.query;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.starter.gateway.GivenGateway.Setup;
import io.botfunnel.starter.gateway.GivenGateway.Told;
import io.botfunnel.starter.web.Talker;
import io.botfunnel.testkit.SteppingClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who may come in, how often, and what he is told of the inside. */
@Tag("slow")
class GatewayRoutesTest {
  /** More than what the server reads before it judges. */
  private static final int LARGE = 3_000_000;

  @TempDir Path folder;

  private static int from(GivenGateway given, String forwardedFor) {
    return given.get("/e?" + query(deposit()), "X-Forwarded-For", forwardedFor).status();
  }

  /** Who is kept out is not read, and has the answer all the same. */
  private static int withALargeBody(GivenGateway given, String forwardedFor) throws IOException {
    String head = "POST /e HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + forwardedFor;
    return Talker.status(given.gateway.url(), head, LARGE);
  }

  @Nested
  class AnAllowList {
    @Test
    void letsInWhomItNamesAndNobodyElse() {
      try (GivenGateway given =
          new Setup().allow("203.0.113.7, 198.51.100.0/24, 2001:db8::/32").start(folder)) {
        assertThat(from(given, "203.0.113.7")).isEqualTo(200);
        assertThat(from(given, "198.51.100.200")).isEqualTo(200);
        assertThat(from(given, "2001:db8:1::1")).isEqualTo(200);
        assertThat(from(given, "::ffff:203.0.113.7")).isEqualTo(200);
        assertThat(from(given, "203.0.113.7:4711")).isEqualTo(200);
        assertThat(from(given, "[2001:db8:1::1]:4711")).isEqualTo(200);
        assertThat(from(given, "203.0.113.8")).isEqualTo(403);
        assertThat(from(given, "2001:db9::1")).isEqualTo(403);
        assertThat(given.get(deposit()).status()).as("this machine").isEqualTo(403);
      }
    }

    @Test
    void answersALargeBodyOfWhoIsNotOnIt() throws IOException {
      try (GivenGateway given = new Setup().allow("203.0.113.7").start(folder)) {
        for (int i = 0; i < 10; i++) {
          assertThat(withALargeBody(given, "203.0.113.8")).isEqualTo(403);
        }
      }
    }

    @Test
    void believesTheLastProxyAndNothingBeforeIt() {
      try (GivenGateway given =
          new Setup().allow("203.0.113.7").trusted("127.0.0.1, 10.0.0.0/8").start(folder)) {
        assertThat(from(given, "203.0.113.7, 10.1.2.3")).isEqualTo(200);
        assertThat(from(given, "1.2.3.4, 203.0.113.7")).isEqualTo(200);
        assertThat(from(given, "203.0.113.7, 1.2.3.4")).as("written by the caller").isEqualTo(403);
        assertThat(from(given, "203.0.113.7, nonsense")).isEqualTo(403);
        assertThat(from(given, "")).isEqualTo(403);
      }
    }

    @Test
    void believesNobodyWhoIsNoTrustedProxy() {
      try (GivenGateway given =
          new Setup().allow("203.0.113.7").trusted("10.0.0.1").start(folder)) {
        assertThat(from(given, "203.0.113.7")).isEqualTo(403);
      }
    }
  }

  @Nested
  class ARate {
    @Test
    void isLimitedForEachAddressByItself() {
      SteppingClock clock = new SteppingClock();
      try (GivenGateway given = new Setup().rate(2).clock(clock).start(folder)) {
        for (int i = 0; i < 20; i++) {
          assertThat(from(given, "203.0.113.7")).isEqualTo(200);
        }
        Told told = given.get("/e?" + query(deposit()), "X-Forwarded-For", "203.0.113.7");
        assertThat(told.status()).isEqualTo(429);
        assertThat(told.whole().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(from(given, "203.0.113.8")).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(from(given, "203.0.113.7")).isEqualTo(200);
        assertThat(from(given, "203.0.113.7")).isEqualTo(200);
        assertThat(from(given, "203.0.113.7")).isEqualTo(429);
      }
    }

    @Test
    void answersALargeBodyOfWhoIsAboveIt() throws IOException {
      try (GivenGateway given = new Setup().rate(1).clock(new SteppingClock()).start(folder)) {
        for (int i = 0; i < 10; i++) {
          assertThat(from(given, "203.0.113.7")).isEqualTo(200);
        }
        for (int i = 0; i < 10; i++) {
          assertThat(withALargeBody(given, "203.0.113.7")).isEqualTo(429);
        }
      }
    }

    @Test
    void takesAWholeNetworkOfIpv6ForOneAddress() {
      try (GivenGateway given = new Setup().rate(1).clock(new SteppingClock()).start(folder)) {
        for (int i = 0; i < 10; i++) {
          assertThat(from(given, "2001:db8::" + i)).isEqualTo(200);
        }
        assertThat(from(given, "2001:db8::ffff")).isEqualTo(429);
        assertThat(from(given, "2001:db8:0:1::1")).isEqualTo(200);
      }
    }
  }

  @Test
  void saysNothingOfTheInside() {
    try (GivenGateway given = GivenGateway.start(folder)) {
      for (String path :
          new String[] {"/", "/e/..", "/e/x", "/xtracker", "/metrics", "/api/status"}) {
        Told told = given.get(path);
        assertThat(told.status()).isBetween(400, 499);
        assertThat(told.json().path("ok").asBoolean(true)).isFalse();
        assertThat(told.json().toString()).doesNotContain(TOKEN);
        assertThat(told.whole().headers().map())
            .containsEntry("cache-control", List.of("no-store"))
            .doesNotContainKey("server");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /e HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "GET /e?a=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /e?a=%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /e/%2e%2e/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /%c0%af HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET http://evil.example/e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n",
        "GET /e HTTP/9.9\r\nHost: x\r\n\r\n",
        "nonsense\r\n\r\n",
      })
  void answersWhatIsNoRequestWithoutFailing(String request) {
    try (GivenGateway given = GivenGateway.start(folder);
        Wire wire = Wire.to(given.gateway.url())) {
      String answer = wire.send(request).end().answer();
      assertThat(answer)
          .containsPattern("^HTTP/1.1 (4..|505) ")
          .doesNotContain("Exception", "\tat ", TOKEN);
      assertThat(given.get(deposit()).status()).isEqualTo(200);
    }
  }

  @Test
  void writesNoLineForEachRequestOfAStranger() {
    Logger parser = (Logger) LoggerFactory.getLogger("org.eclipse.jetty.http.HttpParser");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    parser.addAppender(lines);
    try (GivenGateway given = GivenGateway.start(folder);
        Wire wire = Wire.to(given.gateway.url())) {
      String answer = wire.send("GET /e HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n").end().answer();
      assertThat(answer).startsWith("HTTP/1.1 400 ");
      assertThat(lines.list).isEmpty();
    } finally {
      parser.detachAppender(lines);
    }
  }

  @Test
  void asksTheOutboxForTheHealthByOneThreadHoweverManyWantToKnow() {
    try (GivenGateway given = GivenGateway.start(folder)) {
      assertThat(given.get("/health").status()).isEqualTo(200);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("botfunnel-gateway-asker");
    }
  }

  @Test
  void finishesWhatIsInHandWhenItCloses() throws InterruptedException {
    GivenGateway given = GivenGateway.start(folder);
    Map<String, String> deposit = deposit();
    String body = query(deposit);
    try (Wire wire = Wire.to(given.gateway.url())) {
      wire.send(
          "POST /e HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body.substring(0, 9));
      given.get("/e?first-the-half-above-arrives");
      Thread closing = new Thread(given.gateway::close);
      closing.start();
      wire.send(body.substring(9));
      assertThat(wire.answer()).startsWith("HTTP/1.1 200").contains("queued");
      closing.join();
    }
    assertThat(given.accepted()).isEqualTo(1);
    given.close();
  }
}
