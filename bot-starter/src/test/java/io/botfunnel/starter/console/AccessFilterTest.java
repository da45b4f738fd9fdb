package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.web.Talker;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in. */
class AccessFilterTest extends OneBot {
  private static final String[] READS = {
    "/api/bots",
    "/api/status",
    "/api/funnel",
    "/api/entries",
    "/api/entry?kind=a&eid=b",
    "/api/unmatched",
    "/api/conflicts",
    "/api/audit",
    "/api/user?uid=a",
    "/api/uids?user=1",
    "/api/live"
  };
  private static final String[] CHANGES = {
    "/api/retry?all=true",
    "/api/erase?all=true",
    "/api/forget?user=1",
    "/api/test?user=1&amount=1&currency=USD&id=1",
    "/api/backup?file=/tmp/x"
  };

  private static final String[] EACH_KIND_OF_PATH = {
    "/", "/probe.css", "/api/status", "/api/live", "/api/nothing", "/health/live", "/metrics"
  };

  static Stream<String> reads() {
    return Stream.of(READS);
  }

  static Stream<String> changes() {
    return Stream.of(CHANGES);
  }

  private ConsoleAddress console() {
    return bot.console().orElseThrow();
  }

  private String authority() {
    return console().url().getAuthority();
  }

  private String rawStatus(String... lines) {
    return rawAnswer(lines).lines().findFirst().orElse("");
  }

  private String rawAnswer(String... lines) {
    return Raw.by(operator)
        .send(Stream.of(lines).map(line -> line + "\r\n").collect(Collectors.joining()));
  }

  private String keyLine() {
    return "X-BotFunnel-Key: " + operator.key();
  }

  private String hostLine() {
    return "Host: " + authority();
  }

  @Nested
  class WhoHasNoKey {
    @ParameterizedTest
    @MethodSource("io.botfunnel.starter.console.AccessFilterTest#reads")
    void isToldWhereItIsFound(String path) {
      HttpResponse<String> answer = operator.stranger().get(path);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).startsWith("{\"error\":").contains("command console");
    }

    @ParameterizedTest
    @MethodSource("io.botfunnel.starter.console.AccessFilterTest#changes")
    void changesNothing(String path) {
      assertThat(operator.stranger().post(path).statusCode()).isEqualTo(401);
      assertThat(bot.health().outbox().accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/probe.css", "/lib/uPlot.min.css"})
    void getsTheFilesOfThePageWhichHoldNothingOfTheBot(String path) {
      assertThat(operator.stranger().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void hasNoUseForTheKeyOfTheFileWhichIsNeverSent() {
      String key = console().key();
      for (String line :
          new String[] {
            "X-BotFunnel-Key: " + key,
            "X-BotFunnel-Key: " + key + "." + key,
            "X-BotFunnel-Proof: " + key,
            "X-BotFunnel-Proof: " + key + " " + key,
            "Authorization: Bearer " + key,
            "Cookie: botfunnel=" + key,
            "Cookie: " + AccessFilter.cookieOf(console().url().getPort()) + "=" + key
          }) {
        assertThat(rawStatus("GET /api/status HTTP/1.1", hostLine(), line)).contains(" 401 ");
      }
    }

    @Test
    void hasNoUseForAKeyThatIsNearlyRight() {
      String key = operator.key();
      for (String wrong :
          new String[] {key + "A", key.substring(1), key.toUpperCase(Locale.ROOT), "", " "}) {
        assertThat(rawStatus("GET /api/status HTTP/1.1", hostLine(), "X-BotFunnel-Key: " + wrong))
            .contains(" 401 ");
        assertThat(rawStatus("GET /api/status?key=" + key + " HTTP/1.1", hostLine()))
            .as("a key in an address is none")
            .contains(" 401 ");
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/health/../api/status",
          "/health/live/../../api/status",
          "/health/%2e%2e/api/status",
          "//api/status",
          "/api;x=/health/status",
          "/health/ready;/../../api/status",
          "/metrics/../api/status",
          "/api/status/",
          "/API/status"
        })
    void findsNoWayAround(String path) {
      String answer = rawAnswer("GET " + path + " HTTP/1.1", hostLine());
      assertThat(answer).doesNotContain("\"outbox\"", " 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/retry?all=true", "PUT /api/status", "POST /no-such-call"})
    void isAnsweredAlsoBehindABodyThatIsNotRead(String request) throws IOException {
      String head = request + " HTTP/1.1\r\n" + hostLine();
      assertThat(Talker.status(console().url(), head, 12 << 20)).isEqualTo(413);
      assertThat(Talker.statusOfChunks(console().url(), head, 12 << 20)).isEqualTo(413);
    }

    /** The first four are words of the web framework for its own handlers. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "BEFORE",
          "BEFORE_MATCHED",
          "AFTER",
          "AFTER_MATCHED",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "PROPFIND"
        })
    void getsNothingByAnotherMethod(String method) {
      for (String path : new String[] {"/api/status", "/api/erase?all=true", "/api/nothing"}) {
        String answer =
            rawAnswer(method + " " + path + " HTTP/1.1", hostLine(), "X-BotFunnel-Request: 1");
        assertThat(answer).as(path).containsPattern("^HTTP/1.1 40[145] ");
      }
    }

    @Test
    void getsNoOtherProtocol() {
      for (String protocol : new String[] {"websocket", "h2c"}) {
        assertThat(
                rawStatus(
                    "GET /api/live HTTP/1.1",
                    hostLine(),
                    "Upgrade: " + protocol,
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13"))
            .containsPattern(" 40[014] ");
      }
    }

    @Test
    void doesNotPassByAnotherMethodInDisguise() {
      assertThat(
              rawStatus(
                  "GET /api/retry?all=true HTTP/1.1",
                  hostLine(),
                  keyLine(),
                  "X-HTTP-Method-Override: POST"))
          .as("there is nothing to GET")
          .contains(" 404 ");
    }
  }

  @Nested
  class AnotherSite {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "evil.example",
          "evil.example:8090",
          "127.0.0.1",
          "127.0.0.1:1",
          "localhost",
          "0.0.0.0:%d",
          "localhost.evil.example:%d",
          "127.0.0.1:%d.evil.example",
          "127.0.0.1.:%d",
          "127.1:%d",
          "2130706433:%d",
          "[::ffff:127.0.0.1]:%d",
          "user@127.0.0.1:%d",
          "127.0.0.1:%d@evil.example",
          "127.0.0.1:%d, evil.example",
          "127.0.0.1:%d\r\nHost: evil.example",
          "evil.example\r\nHost: 127.0.0.1:%d",
          "evil.example\r\nX-Forwarded-Host: 127.0.0.1:%d\r\nForwarded: host=127.0.0.1:%d"
        })
    void cannotPoseAsThisMachine(String host) {
      String named = host.replace("%d", String.valueOf(console().url().getPort()));
      for (String path : EACH_KIND_OF_PATH) {
        assertThat(rawStatus("GET " + path + " HTTP/1.1", "Host: " + named, keyLine()))
            .as(path)
            .containsPattern(" 40[03] ");
      }
    }

    @Test
    void cannotLeaveTheHostOutOrNameItElsewhere() {
      for (String path : EACH_KIND_OF_PATH) {
        for (String version : new String[] {" HTTP/1.0", " HTTP/1.1"}) {
          assertThat(rawStatus("GET " + path + version, keyLine()))
              .as(path)
              .containsPattern(" 40[03] ");
          assertThat(rawStatus("GET http://evil.example" + path + version, hostLine(), keyLine()))
              .containsPattern(" 40[03] ");
          assertThat(
                  rawStatus(
                      "GET " + console().url() + path + version, "Host: evil.example", keyLine()))
              .containsPattern(" 40[03] ");
        }
      }
    }

    @Test
    void cannotHideARequestInABody() {
      String hidden = "GET /health/live HTTP/1.1\r\n" + hostLine() + "\r\n\r\n";
      for (String length :
          new String[] {
            "Content-Length: " + hidden.length(),
            "Content-Length: " + hidden.length() + "\r\nContent-Length: 0",
            "Content-Length: 0\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: identity"
          }) {
        String answer =
            Raw.by(operator)
                .send(
                    "POST /api/erase?all=true HTTP/1.1\r\n%s\r\nOrigin: null\r\nContent-Type: text/plain\r\n%s\r\n\r\n%s"
                        .formatted(hostLine(), length, hidden));
        assertThat(answer).as(length).containsPattern("^HTTP/1.1 4").doesNotContain("\"live\"");
      }
    }

    @Test
    void isRefusedByItsOrigin() {
      for (String origin :
          new String[] {
            "https://evil.example", "null", "http://127.0.0.1:1", "https://" + authority()
          }) {
        String answer =
            rawAnswer("GET /api/status HTTP/1.1", hostLine(), keyLine(), "Origin: " + origin);
        assertThat(answer).contains(" 403 ", "Origin").doesNotContain("Access-Control");
      }
    }

    @Test
    void getsNoAnswerToAPreflight() {
      String answer =
          rawAnswer(
              "OPTIONS /api/erase?all=true HTTP/1.1",
              hostLine(),
              "Origin: https://evil.example",
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: X-BotFunnel-Request");
      assertThat(answer).contains(" 403 ").doesNotContain("Access-Control-Allow");
    }

    /** A stranger may listen on [::1] with our port: what is theirs is not ours. */
    @Test
    void isThePageUnderAnotherNameOfThisMachineToo() {
      int port = console().url().getPort();
      for (String other : new String[] {"localhost:" + port, "[::1]:" + port}) {
        assertThat(
                rawStatus(
                    "GET /api/status HTTP/1.1", hostLine(), keyLine(), "Origin: http://" + other))
            .contains(" 403 ");
      }
      assertThat(
              rawStatus(
                  "GET /api/status HTTP/1.1",
                  hostLine(),
                  keyLine(),
                  "Origin: http://" + authority(),
                  "Origin: https://evil.example"))
          .as("one of two")
          .contains(" 403 ");
    }

    @Test
    void isNotThePageItself() {
      int port = console().url().getPort();
      for (String own : new String[] {"127.0.0.1:", "localhost:", "[::1]:"}) {
        assertThat(
                rawStatus(
                    "GET /api/status HTTP/1.1",
                    "Host: " + own + port,
                    keyLine(),
                    "Origin: http://" + own + port))
            .contains(" 200 ");
      }
    }
  }

  @Nested
  class AChange {
    @ParameterizedTest
    @MethodSource("io.botfunnel.starter.console.AccessFilterTest#changes")
    void needsAHeaderThatNoFormCanSend(String path) {
      HttpResponse<String> answer =
          Operator.send(operator.request(path).POST(BodyPublishers.noBody()).build());
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("X-BotFunnel-Request");
      assertThat(bot.health().outbox().accepted()).isZero();
    }

    @Test
    void isNoGet() {
      HttpResponse<String> answer = operator.get("/api/erase?all=true");
      assertThat(answer.statusCode()).isIn(404, 405);
    }

    @Test
    void hasNoBody() {
      HttpResponse<String> answer =
          Operator.send(
              operator
                  .request("/api/erase?all=true")
                  .header("X-BotFunnel-Request", "1")
                  .POST(BodyPublishers.ofString("x".repeat(100_000)))
                  .build());
      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }

  @Nested
  class EveryAnswer {
    @ParameterizedTest
    @ValueSource(
        strings = {"/api/status", "/api/nothing", "/probe.css", "/health/live", "/?key=wrong", "/"})
    void tellsTheBrowserToRunNothingButOursAndToKeepNothing(String path) {
      for (Operator who : new Operator[] {operator, operator.stranger()}) {
        assertSafe(
            who.get(path).headers().map().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        e -> e.getKey().toLowerCase(Locale.ROOT), e -> e.getValue().get(0))));
      }
    }

    private void assertSafe(Map<String, String> headers) {
      assertThat(headers)
          .containsEntry(
              "content-security-policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'")
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer")
          .containsEntry("cache-control", "no-store")
          .containsEntry("cross-origin-resource-policy", "same-origin")
          .containsEntry("cross-origin-opener-policy", "same-origin")
          .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
    }
  }

  @Nested
  class Rubbish {
    private static final String ALPHABET =
        "abcABC019&=?%;/\\.+-_~!@#$^*()[]{}<>'\"|`\u00e9\u0001\t";

    @Test
    void leadsToNoStackTraceAndNoFailure() {
      Random random = new Random(20_261_124);
      for (int i = 0; i < 400; i++) {
        String path = READS[random.nextInt(10)].split("\\?", 2)[0];
        String target = path + (random.nextInt(4) == 0 ? "" : "?") + rubbish(random);
        assertHarmless(target, Raw.by(operator).get(target));
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GET",
          "GET /",
          "GET / HTTP/9.9",
          "GET http://evil.example/api/status HTTP/1.1",
          "TRACE / HTTP/1.1",
          "CONNECT / HTTP/1.1",
          "FOO /api/status HTTP/1.1",
          "\u0000\u0001\u0002",
          "GET /%ff%fe%00 HTTP/1.1",
          "GET /..%2f..%2fetc/passwd HTTP/1.1",
          "GET /page/../../Console.class HTTP/1.1",
          "GET /.git HTTP/1.1"
        })
    void inTheRequestLineIsRefusedToo(String line) {
      String answer = rawAnswer(line, hostLine(), keyLine());
      assertHarmless(line, answer);
      assertThat(answer).doesNotContain("HTTP/1.1 200");
    }

    @Test
    void inHeadersIsRefusedToo() {
      assertHarmless(
          "long target", Raw.by(operator).get("/api/entries?reason=" + "x".repeat(20_000)));
      assertHarmless(
          "long header", rawAnswer("GET / HTTP/1.1", hostLine(), "X-Long: " + "x".repeat(20_000)));
      assertHarmless("no host", rawAnswer("GET /api/status HTTP/1.1", keyLine()));
      assertHarmless("old", rawAnswer("GET /api/status HTTP/1.0", keyLine()));
      assertHarmless(
          "cookie",
          rawAnswer("GET /api/status HTTP/1.1", hostLine(), "Cookie: =\";\u0001;;botfunnel"));
      assertHarmless(
          "length", rawAnswer("POST /api/erase HTTP/1.1", hostLine(), "Content-Length: -1"));
    }

    private String rubbish(Random random) {
      return IntStream.range(0, random.nextInt(40))
          .mapToObj(i -> String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length()))))
          .collect(Collectors.joining());
    }

    private void assertHarmless(String request, String answer) {
      assertThat(answer)
          .as(request)
          .doesNotContain("\tat ", "Exception", "jetty", "Jetty", "java.", " 500 ");
    }
  }
}
