package io.botfunnel.starter.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.doctor.Finding.Severity;
import io.botfunnel.testkit.ProxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a server cannot be reached, in words and with a remedy that fits. */
class NetworkDoctorTest extends DoctorStage {
  private static final int TLS_HANDSHAKE = 22;
  private static final String NOBODY = "no-such-host.invalid";

  @Test
  void aNameIsUnknown() {
    settings.put("xtracker.url", "https://" + NOBODY);
    assertNamed(theOnlyFault(), Severity.FAILED, "(unknown host: DNS", "typo in the URL");
    settings.put("xtracker.url", xtracker.url().toString());
    settings.put("telegram.api-url", "https://" + NOBODY);
    assertNamed(theOnlyFault(), Severity.FAILED, "(unknown host: DNS", "telegram.api-url");
  }

  @Test
  void nobodyListens() {
    settings.put("xtracker.url", "http://127.0.0.1:1");
    assertNamed(theOnlyFault(), Severity.FAILED, "(connection refused)", "whether it runs");
  }

  @Test
  void plainHttpIsSpokenAtAnHttpsPort() throws Exception {
    ServerSocket plain = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answer(plain));
    settings.put("xtracker.url", "https://127.0.0.1:" + plain.getLocalPort());
    assertNamed(theOnlyFault(), Severity.FAILED, "plain http at this port", "Correct the port");
    plain.close();
    served.join();
  }

  /** Everybody: OkHttp may try again with another version of TLS. */
  private static void answer(ServerSocket plain) {
    while (!plain.isClosed()) {
      try (Socket socket = plain.accept()) {
        assertThat(socket.getInputStream().read()).isEqualTo(TLS_HANDSHAKE);
        socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        socket.getInputStream().readAllBytes();
      } catch (IOException clientOrTestEndedIt) {
        // The next one
      }
    }
  }

  @Test
  void aServerIsSlow() {
    tolerated = Duration.ZERO;
    List<Finding> wrong = wrong(examine());
    assertThat(wrong).extracting(Finding::check).containsExactly("slow", "slow");
    assertNamed(wrong.get(0), Severity.WARNING, "Telegram took", "proxies");
    assertNamed(wrong.get(1), Severity.WARNING, "XTRACKER took", "proxies");
  }

  @Test
  void theIngestTokenStandsInTheBearersPlace() {
    settings.put("xtracker.bearer", xtracker.ingestToken());
    assertNamed(
        theOnlyFault(), Severity.FAILED, "does not accept the key", "The ingest token of partners");
    settings.put("xtracker.ingest-token", xtracker.ingestToken());
    assertNamed(
        theOnlyFault(),
        Severity.FAILED,
        "xtracker.bearer is the same as xtracker.ingest-token",
        "Set xtracker.bearer to the space's bearer");
    assertThat(xtracker.ledger().events()).isEmpty();
  }

  @Nested
  class AProxy {
    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy", "ALL_PROXY"})
    void isSetInTheEnvironmentAndNotUsed(String name) {
      settings.put(name, "http://me:hidden@127.0.0.1:1");
      Finding fault = theOnlyFault();
      assertNamed(
          fault, Severity.WARNING, name + " names a proxy, which the bot does not use", "or");
      assertThat(fault.toString()).doesNotContain("hidden");
      settings.put("outbound.proxy", "none");
      assertThat(wrong(examine())).isEmpty();
    }

    @Test
    void leadsToTelegram() {
      try (ProxyServer proxy = ProxyServer.start()) {
        proxy.leads("bot-api.internal", telegram.url().getPort()).wants("me", "pa55 word");
        settings.put("telegram.api-url", "http://bot-api.internal:8081");
        settings.put("outbound.proxy", withUser(proxy, "me:pa55%20word"));
        assertThat(wrong(examine())).isEmpty();
        assertThat(proxy.requests()).anyMatch(line -> line.startsWith("GET http://bot-api.int"));
        settings.put("outbound.proxy", withUser(proxy, "me:wrong"));
        assertThat(examine().toString()).contains("407").doesNotContain("pa55", "me:wrong");
      }
    }

    private String withUser(ProxyServer proxy, String user) {
      return proxy.url().toString().replace("://", "://" + user + "@");
    }

    @Test
    void wantsUserAndPassword() {
      try (ProxyServer proxy = ProxyServer.start()) {
        proxy.wants("me", "pa55word");
        settings.put("xtracker.url", "https://xtracker.example");
        settings.put("outbound.proxy", withUser(proxy, "me:wrong-one"));
        Finding fault = theOnlyFault();
        assertNamed(fault, Severity.FAILED, "the proxy wants a user", "outbound.proxy");
        settings.put("outbound.proxy", proxy.url().toString());
        assertNamed(theOnlyFault(), Severity.FAILED, "the proxy", "outbound.proxy");
        settings.put("outbound.proxy", withUser(proxy, "me:pa55word"));
        proxy.refuses(403);
        assertNamed(theOnlyFault(), Severity.FAILED, "does not let us through", "allow CONNECT");
      }
    }

    @Test
    void isAway() {
      settings.put("xtracker.url", "https://xtracker.example");
      settings.put("outbound.proxy", "http://127.0.0.1:1");
      assertNamed(
          theOnlyFault(),
          Severity.FAILED,
          "(the proxy http://127.0.0.1:1: connection refused)",
          "whether the proxy runs");
    }
  }
}
