package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.TestBot;
import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.testkit.SteppingClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How browsers and scripts get in, and for how long. */
class LoginApiTest extends OneBot {
  private final SteppingClock clock = new SteppingClock();
  private Console console;

  @BeforeEach
  void startConsole() {
    console = started();
  }

  private Console started() {
    return Console.start(TestBot.watched(bot), 0, Optional.empty(), clock, Duration.ofMillis(20))
        .orElseThrow();
  }

  @AfterEach
  void stopConsole() {
    console.close();
  }

  /** What a browser holds: a cookie, and in its page a secret. */
  private record Held(String cookie, String secret) {
    private String id() {
      return cookie.substring(cookie.indexOf('=') + 1);
    }
  }

  private record Secret(String secret) {}

  private Operator stranger() {
    return Operator.of(console.address()).stranger();
  }

  private static String keyOf(URI link) {
    return link.getFragment().replaceFirst("^key=", "");
  }

  private HttpResponse<String> login(String key) {
    return Operator.send(
        stranger()
            .request("/api/login")
            .header("X-BotFunnel-Request", "1")
            .header("X-BotFunnel-Login", key)
            .POST(BodyPublishers.noBody())
            .build());
  }

  private Held loggedIn() {
    HttpResponse<String> answer = login(keyOf(console.link()));
    assertThat(answer.statusCode()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return new Held(
        cookie.substring(0, cookie.indexOf(';')),
        ConsoleJson.read(answer.body(), Secret.class).secret());
  }

  private int statusWith(String... headers) {
    HttpRequest.Builder request = stranger().request("/api/status");
    return Operator.send((headers.length == 0 ? request : request.headers(headers)).build())
        .statusCode();
  }

  private int statusWith(Held held) {
    return statusWith("Cookie", held.cookie(), "X-BotFunnel-Key", held.secret());
  }

  @Nested
  class ABrowser {
    @Test
    void getsACookieNamedByThePortThatNoScriptSees() {
      HttpResponse<String> answer = login(keyOf(console.link()));
      int port = console.address().url().getPort();
      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
          .matches(
              "botfunnel-"
                  + port
                  + "=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200")
          .doesNotContain(console.address().key());
      assertThat(answer.body()).doesNotContain(console.address().key());
    }

    @Test
    void isLetInByCookieAndSecretTogetherAndByNeitherAlone() {
      Held held = loggedIn();
      assertThat(statusWith(held)).isEqualTo(200);
      assertThat(statusWith()).isEqualTo(401);
      assertThat(statusWith("Cookie", held.cookie())).as("as another port gets it").isEqualTo(401);
      assertThat(statusWith("X-BotFunnel-Key", held.secret())).isEqualTo(401);
      Held other = loggedIn();
      assertThat(statusWith("Cookie", held.cookie(), "X-BotFunnel-Key", other.secret()))
          .isEqualTo(401);
      for (String guess :
          new String[] {held.id(), held.id() + ".", held.id() + "." + held.id(), "." + held.id()}) {
        assertThat(statusWith("Cookie", held.cookie(), "X-BotFunnel-Key", guess)).isEqualTo(401);
      }
    }

    /** Another port of this machine can set one of our name, for a path that goes before ours. */
    @Test
    void isLetInThoughAnotherPortHasSetItsCookieToo() {
      Held held = loggedIn();
      String name = held.cookie().substring(0, held.cookie().indexOf('='));
      for (String cookies :
          new String[] {
            name + "=theirs; " + held.cookie(), held.cookie() + "; " + name + "=theirs"
          }) {
        assertThat(statusWith(new Held(cookies, held.secret()))).as(cookies).isEqualTo(200);
        assertThat(statusWith("Cookie", cookies)).isEqualTo(401);
      }
      assertThat(statusWith("Cookie", name + "=theirs", "X-BotFunnel-Key", held.secret()))
          .isEqualTo(401);
    }

    @Test
    void comesByALinkOnce() {
      String key = keyOf(console.link());
      assertThat(login(key).statusCode()).isEqualTo(200);
      HttpResponse<String> again = login(key);
      assertThat(again.statusCode()).isEqualTo(401);
      assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(login("").statusCode()).isEqualTo(401);
      assertThat(login(console.address().key()).statusCode()).isEqualTo(401);
    }

    @Test
    void comesByALinkSoon() {
      String key = keyOf(console.link());
      clock.advance(Duration.ofMinutes(5));
      assertThat(login(key).statusCode()).isEqualTo(401);
    }

    @Test
    void isOutAfterTwelveHours() {
      Held held = loggedIn();
      clock.advance(Duration.ofHours(12).minusSeconds(1));
      assertThat(statusWith(held)).isEqualTo(200);
      clock.advance(Duration.ofSeconds(1));
      assertThat(statusWith(held)).isEqualTo(401);
    }

    @Test
    void isOutAfterItsLogoutAndHearsNothingMore() {
      Held held = loggedIn();
      try (LivePage live = LivePage.open(console.address(), "", held.id() + "." + held.secret())) {
        await().until(() -> !live.of("funnel").isEmpty());
        HttpResponse<String> answer =
            Operator.send(
                stranger()
                    .request("/api/logout")
                    .headers("Cookie", held.cookie(), "X-BotFunnel-Key", held.secret())
                    .header("X-BotFunnel-Request", "1")
                    .POST(BodyPublishers.noBody())
                    .build());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(statusWith(held)).isEqualTo(401);
        await().until(live::ended);
      }
    }

    @Test
    void isOutAfterARestart() {
      Held held = loggedIn();
      console.close();
      console = started();
      assertThat(statusWith(held)).isEqualTo(401);
    }

    @Test
    void getsNoSessionUnderAnotherNameOfThisMachine() {
      int port = console.address().url().getPort();
      for (String host : new String[] {"localhost:" + port, "[::1]:" + port}) {
        String answer =
            Raw.by(stranger())
                .send(
                    "POST /api/login HTTP/1.1\r\nHost: %s\r\nX-BotFunnel-Request: 1\r\nX-BotFunnel-Login: %s\r\n"
                        .formatted(host, keyOf(console.link())));
        assertThat(answer).contains(" 403 ", "as it was printed").doesNotContain("Set-Cookie");
      }
    }

    @Test
    void isOneOfABoundedNumber() {
      Held first = loggedIn();
      clock.advance(Duration.ofSeconds(1));
      Held second = loggedIn();
      Stream.generate(LoginApiTest.this::loggedIn)
          .limit(Sessions.MAX_SESSIONS - 1)
          .forEach(each -> {});
      assertThat(statusWith(first)).as("the oldest").isEqualTo(401);
      assertThat(statusWith(second)).isEqualTo(200);
    }
  }

  @Nested
  class AScript {
    @Test
    void hasItsKeyForAnHour() {
      Operator operator = Operator.of(console.address());
      assertThat(operator.get("/api/status").statusCode()).isEqualTo(200);
      clock.advance(Duration.ofHours(1));
      assertThat(operator.get("/api/status").statusCode()).isEqualTo(401);
    }

    @Test
    void endsNoSessionOfABrowserByItsNumber() throws Exception {
      Held held = loggedIn();
      ConsoleChannel channel = new ConsoleChannel(console.address());
      for (int i = 0; i < Sessions.MAX_SESSIONS + 1; i++) {
        channel.scriptKey();
      }
      assertThat(statusWith(held)).isEqualTo(200);
    }

    @Test
    void letsNobodyElseIn() {
      Operator operator = Operator.of(console.address());
      assertThat(operator.post("/api/link").statusCode()).isEqualTo(401);
      assertThat(operator.post("/api/key").statusCode()).isEqualTo(401);
    }
  }
}
