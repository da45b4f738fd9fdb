package io.botfunnel.tracking.internal.xtracker;

import static io.botfunnel.tracking.delivery.AttemptOutcome.LATER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.network.ConnectionFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Why XTRACKER cannot be reached is said in words, by servers that really are like that. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@Tag("slow")
class ConnectionFaultsTest {
  private static final String HERE = "dns:localhost,ip:127.0.0.1";

  private static final int TLS_HANDSHAKE = 22;

  @TempDir static Path folder;

  private static String said(XtrackerClient client) {
    AttemptResult answer =
        client.send(XtrackerClientTest.entry("event", "c-1", "{\"event\":\"contact\"}")).join();
    assertThat(answer.outcome()).isEqualTo(LATER);
    return String.valueOf(answer.detail());
  }

  private static XtrackerClient client(URI url) {
    return XtrackerClient.builder()
        .url(url)
        .bearer(() -> "a-bearer")
        .connectTimeout(Duration.ofSeconds(20))
        .build();
  }

  private static String saidOf(URI url) {
    try (XtrackerClient client = client(url)) {
      return said(client);
    }
  }

  /** To the client that bots and doctor ask Telegram by; each client has exceptions of its own. */
  private static String saidToOkHttp(URI url) {
    Request request = new Request.Builder().url(url.toString()).build();
    try (Response answer = new OkHttpClient().newCall(request).execute()) {
      return "HTTP " + answer.code();
    } catch (IOException e) {
      return ConnectionFault.of(e).what();
    }
  }

  /** To both clients, which are told the same. */
  private static String trusting(Certificate trusted, Certificate shown) throws Exception {
    try (TlsServer server = new TlsServer(shown.shown(), HttpVersionPolicy.NEGOTIATE, 1);
        XtrackerClient client = trusted.trustedBy(() -> client(server.url()))) {
      String said = said(client);
      assertThat(trusted.trustedBy(() -> saidToOkHttp(server.url()))).isEqualTo(said);
      return said;
    }
  }

  @Test
  void aCertificateOfNobodyWeTrust() throws Exception {
    try (TlsServer server =
        new TlsServer(
            Certificate.of(folder, HERE, "-0d").shown(), HttpVersionPolicy.NEGOTIATE, 1)) {
      assertThat(saidOf(server.url())).startsWith("its TLS certificate is self-signed, or of");
      assertThat(saidToOkHttp(server.url())).isEqualTo(saidOf(server.url()));
    }
  }

  /** As a company's proxy has, once its authority was made anew. */
  @Test
  void aCertificateOfAnAuthorityThatHasOnlyTheNameOfOurs() throws Exception {
    Certificate trusted = Certificate.of(folder, HERE, "-0d");
    Certificate other = Certificate.of(folder, HERE, "-0d");
    assertThat(trusting(trusted, other)).startsWith("its TLS certificate is self-signed, or of");
  }

  @Test
  void aCertificateThatHasExpired() throws Exception {
    Certificate old = Certificate.of(folder, HERE, "-9d");
    assertThat(trusting(old, old)).isEqualTo("its TLS certificate has expired");
  }

  @Test
  void aCertificateThatIsNotValidYet() throws Exception {
    Certificate future = Certificate.of(folder, HERE, "+9d");
    assertThat(trusting(future, future)).isEqualTo("its TLS certificate is not valid yet");
  }

  @Test
  void aCertificateForAnotherName() throws Exception {
    Certificate others = Certificate.of(folder, "dns:other.example", "-0d");
    assertThat(trusting(others, others)).isEqualTo("its TLS certificate is for another name");
  }

  @Test
  void plainHttpAtAnHttpsPort() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answerAsNginxDoes(plain));
      assertThat(saidOf(URI.create("https://localhost:" + plain.getLocalPort())))
          .isEqualTo("it speaks plain http at this port, not https");
      served.join();
    }
  }

  /** To anything that is no HTTP, at its first bytes. */
  private static void answerAsNginxDoes(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      assertThat(socket.getInputStream().read()).isEqualTo(TLS_HANDSHAKE);
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aNameThatDnsDoesNotKnow() {
    assertThat(saidOf(URI.create("https://no-such-host.invalid")))
        .isEqualTo("unknown host: DNS does not know the name");
  }

  @Test
  void nobodyAtThePort() {
    assertThat(saidOf(URI.create("http://127.0.0.1:1"))).isEqualTo("connection refused");
  }
}
