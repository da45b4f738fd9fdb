package io.botfunnel.tracking.internal.xtracker;

import static io.botfunnel.tracking.delivery.AttemptOutcome.DELIVERED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.ProxyServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.network.OutboundProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By way of a proxy that knows no secret of ours, to an XTRACKER that DNS does not know. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@Tag("slow")
class ProxyTest {
  private static final URI FAR = URI.create("https://xtracker.example");
  private static final String USER = "bot user";
  private static final String PASSWORD = "p@ss:w0rd/+";
  private static final String WRITTEN = "bot%20user:p%40ss:w0rd%2F+@";

  @TempDir static Path folder;
  private static Certificate certificate;

  @AutoClose private final ProxyServer proxy = ProxyServer.start();
  private TlsServer xtracker;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = Certificate.of(folder, "dns:xtracker.example", "-0d");
  }

  @BeforeEach
  void start() throws Exception {
    speaking(HttpVersionPolicy.NEGOTIATE);
  }

  private void speaking(HttpVersionPolicy policy) throws Exception {
    xtracker = new TlsServer(certificate.shown(), policy, 1);
    proxy.leads("xtracker.example", xtracker.url().getPort());
  }

  @AfterEach
  void stop() {
    xtracker.close();
  }

  private XtrackerClient client(String credentials) {
    String way = proxy.url().toString().replace("://", "://" + credentials);
    return certificate.trustedBy(
        () ->
            XtrackerClient.builder()
                .url(FAR)
                .bearer(() -> "a-bearer")
                .proxy(OutboundProxy.of(way))
                .maxInFlight(1)
                .connectTimeout(Duration.ofSeconds(20))
                .build());
  }

  private static AttemptResult send(XtrackerClient client) {
    return client.send(XtrackerClientTest.contact("c-1")).join();
  }

  private String said(String credentials) {
    try (XtrackerClient client = client(credentials)) {
      AttemptResult answer = send(client);
      assertThat(answer.outcome()).isEqualTo(LATER);
      assertThat(answer.detail()).doesNotContain(PASSWORD, "p%40ss");
      return String.valueOf(answer.detail());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersionPolicy.class,
      names = {"NEGOTIATE", "FORCE_HTTP_1"})
  void eventsGoThroughATunnelThatIsKept(HttpVersionPolicy policy) throws Exception {
    xtracker.close();
    speaking(policy);
    try (XtrackerClient client = client("")) {
      assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
      assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
    }
    assertThat(proxy.requests()).containsExactly("CONNECT xtracker.example:443");
    assertThat(xtracker.seen()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theProxyIsToldWhoWeAre(boolean closes) {
    proxy.wants(USER, PASSWORD);
    if (closes) {
      proxy.closesAfterRefusal();
    }
    try (XtrackerClient client = client(WRITTEN)) {
      assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
    }
    assertThat(xtracker.seen()).hasSize(1);
  }

  @Test
  void aProxyThatWantsOthersIsSaidAndNothingIsRefused() {
    proxy.wants(USER, PASSWORD);
    assertThat(said("")).startsWith("the proxy wants a user and a password");
    assertThat(said("bot:wrong@")).startsWith("the proxy wants a user and a password");
    assertThat(xtracker.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 413, 422, 429, 502})
  void whatTheProxyAnswersIsNotXtrackersAnswer(int status) {
    proxy.refuses(status);
    assertThat(said("")).isEqualTo("the proxy does not let us through to it");
  }

  @Test
  void aProxyThatIsAwayIsNamed() {
    String url = proxy.url().toString();
    proxy.close();
    assertThat(said("")).isEqualTo("the proxy " + url + ": connection refused");
    assertThat(said(WRITTEN))
        .isEqualTo("the proxy " + url.replace("://", "://***@") + ": connection refused");
  }

  @Test
  void thisMachineIsReachedDirectly() {
    try (XtrackerServer here = XtrackerServer.start();
        XtrackerClient client =
            XtrackerClient.builder()
                .url(here.url())
                .bearer(here::bearer)
                .proxy(OutboundProxy.of(proxy.url().toString()))
                .build()) {
      assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
    }
    assertThat(proxy.requests()).isEmpty();
  }
}
