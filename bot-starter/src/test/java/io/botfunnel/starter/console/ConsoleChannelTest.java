package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.botfunnel.starter.TestBot;
import io.botfunnel.testkit.SteppingClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in which both sides prove that they hold the key. */
class ConsoleChannelTest extends OneBot {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SteppingClock clock = new SteppingClock();
  private Console console;
  private ConsoleAddress address;
  private Proof proof;

  @BeforeEach
  void startConsole() {
    console = Console.start(TestBot.watched(bot), 0, Optional.empty(), clock).orElseThrow();
    address = console.address();
    proof = new Proof(address.key(), address.url().getAuthority());
  }

  @AfterEach
  void stopConsole() {
    console.close();
  }

  private Operator stranger() {
    return Operator.of(address).stranger();
  }

  private Challenges.Challenge challenge(String nonce) {
    return stranger().read("/api/challenge?nonce=" + nonce, Challenges.Challenge.class);
  }

  private HttpResponse<String> call(String method, String target, String challenge, String proof) {
    HttpRequest.Builder request =
        stranger()
            .request(target)
            .header(Proof.HEADER, challenge + " " + proof)
            .header("X-BotFunnel-Request", "1");
    return Operator.send(request.method(method, BodyPublishers.noBody()).build());
  }

  private HttpResponse<String> status(String challenge) {
    String target = "/api/status";
    return call("GET", target, challenge, proof.ofRequest(challenge, "GET", target));
  }

  @Test
  void carryQuestionsChangesAndRefusals() throws Exception {
    ConsoleChannel channel = new ConsoleChannel(address);
    assertThat(channel.get("/api/status?bot=-", PATIENCE).status()).isEqualTo(200);
    assertThat(channel.get("/api/entries?reason=%E2%86%92+x", PATIENCE).body()).contains("[");
    assertThat(channel.get("/api/entries?limit=x", PATIENCE).status()).isEqualTo(400);
    assertThat(channel.get("/api/user?uid=nobody", PATIENCE).status()).isEqualTo(404);
    assertThat(channel.post("/api/forget?user=1", PATIENCE, Map.of()).status()).isEqualTo(200);
    assertThat(channel.link().toString()).startsWith(address.url() + "/#key=");
  }

  @Test
  void neverSendTheKey() {
    String nonce = RandomText.next();
    Challenges.Challenge challenge = challenge(nonce);
    HttpResponse<String> answer = status(challenge.challenge());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(challenge.toString() + answer.headers() + answer.body())
        .doesNotContain(address.key());
  }

  @Test
  void proveTheConsoleAndItsAnswer() {
    String nonce = RandomText.next();
    Challenges.Challenge challenge = challenge(nonce);
    assertThat(challenge.proof()).isEqualTo(proof.ofConsole(nonce, challenge.challenge()));
    HttpResponse<String> answer = status(challenge.challenge());
    assertThat(answer.headers().firstValue(Proof.HEADER))
        .hasValue(proof.ofResponse(challenge.challenge(), 200, answer.body().getBytes(UTF_8)));
  }

  @Test
  void serveOnce() {
    String challenge = challenge(RandomText.next()).challenge();
    assertThat(status(challenge).statusCode()).isEqualTo(200);
    assertThat(status(challenge).statusCode()).as("a replay").isEqualTo(401);
  }

  @Test
  void serveForWhatTheySayAlone() {
    String challenge = challenge(RandomText.next()).challenge();
    String signed = proof.ofRequest(challenge, "GET", "/api/entries?state=refused");
    for (String target :
        new String[] {"/api/entries", "/api/entries?state=waiting", "/api/status"}) {
      assertThat(call("GET", target, challenge, signed).statusCode()).isEqualTo(401);
    }
    assertThat(call("POST", "/api/erase?state=refused", challenge, signed).statusCode())
        .isEqualTo(401);
    assertThat(call("GET", "/api/entries?state=refused", challenge, signed).statusCode())
        .isEqualTo(200);
  }

  @Test
  void serveForAMinute() {
    String challenge = challenge(RandomText.next()).challenge();
    clock.advance(Duration.ofSeconds(61));
    assertThat(status(challenge).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "1.2.3", "9999999999999.random.mac", "x"})
  void needAChallengeOfTheConsole(String challenge) {
    assertThat(status(challenge).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with%0aline-feed-in-it-000000000", "%00"})
  void needARandomNonce(String nonce) {
    assertThat(stranger().get("/api/challenge?nonce=" + nonce).statusCode()).isEqualTo(400);
  }

  @Test
  void areNotPassedOnByAnotherPort() {
    Proof ofAnother = new Proof(address.key(), "127.0.0.1:1");
    String challenge = challenge(RandomText.next()).challenge();
    String signed = ofAnother.ofRequest(challenge, "GET", "/api/status");
    assertThat(call("GET", "/api/status", challenge, signed).statusCode()).isEqualTo(401);
  }

  /** It knows no key, but asks one who does. */
  @Test
  void areNotAnsweredByAnotherPortThatPassesThemOn() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpServer relay =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    relay.createContext(
        "/",
        call -> {
          heard.add(call.getRequestURI().getPath());
          byte[] answer = stranger().get(call.getRequestURI().toString()).body().getBytes(UTF_8);
          call.sendResponseHeaders(200, answer.length);
          call.getResponseBody().write(answer);
          call.close();
        });
    relay.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + relay.getAddress().getPort());
      ConsoleChannel passedOn = new ConsoleChannel(new ConsoleAddress(url, address.key()));
      assertThatThrownBy(() -> passedOn.get("/api/entries?user=555123", PATIENCE))
          .isInstanceOf(ForeignConsoleException.class)
          .hasMessageContaining("does not hold its key");
      assertThat(heard).containsExactly("/api/challenge");
    } finally {
      relay.stop(0);
    }
  }

  @Test
  void tellAnotherConsoleNothing() {
    ConsoleAddress another = new ConsoleAddress(address.url(), "the-key-of-an-earlier-start");
    assertThatThrownBy(() -> new ConsoleChannel(another).get("/api/status", PATIENCE))
        .isInstanceOf(ForeignConsoleException.class)
        .hasMessageContainingAll(address.url().toString(), "does not hold its key", "Repeat");
  }
}
