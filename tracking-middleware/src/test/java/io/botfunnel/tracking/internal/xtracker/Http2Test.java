package io.botfunnel.tracking.internal.xtracker;

import static io.botfunnel.tracking.delivery.AttemptOutcome.DELIVERED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.LATER;
import static org.apache.hc.core5.http.HttpVersion.HTTP_1_1;
import static org.apache.hc.core5.http.HttpVersion.HTTP_2;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.ClassPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
@Tag("slow")
class Http2Test {
  private static final String BEARER = "xtb_hush_hush";
  private static final int AT_ONCE = 64;

  /** Long enough for a first handshake on a busy machine. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** A bind, which the server never answers. */
  private static final Entry STUCK =
      XtrackerClientTest.entry("bind", "b-1", "{\"uid\":\"abc\",\"tg_id\":5}");

  @TempDir static Path folder;
  static Certificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = Certificate.in(folder);
  }

  private static TlsServer http2(int batch) throws Exception {
    return new TlsServer(certificate.shown(), HttpVersionPolicy.NEGOTIATE, batch);
  }

  private static TlsServer http1() throws Exception {
    return new TlsServer(certificate.shown(), HttpVersionPolicy.FORCE_HTTP_1, 1);
  }

  private static XtrackerClientBuilder builder(TlsServer server) {
    return XtrackerClient.builder().url(server.url()).bearer(() -> BEARER);
  }

  /** Where as many handshakes as there are calls come before the first answer. */
  private static XtrackerClientBuilder patient(TlsServer server) {
    return builder(server)
        .connectTimeout(Duration.ofMinutes(1))
        .responseTimeout(Duration.ofMinutes(1));
  }

  private static XtrackerClient trusting(XtrackerClientBuilder builder) {
    return certificate.trustedBy(builder::build);
  }

  private static Optional<String> answerOnTheOldestLibraries(TlsServer server) {
    try (ChildJvm child =
        ChildJvm.startOn(
            ClassPath.ofOldest(),
            SendingChild.class,
            server.url().toString(),
            BEARER,
            certificate.store().toString())) {
      return child.nextReport();
    }
  }

  private static AttemptResult send(XtrackerClient client) {
    return client.send(XtrackerClientTest.contact("c-1")).join();
  }

  private static List<CompletableFuture<AttemptResult>> sendAtOnce(XtrackerClient client) {
    return IntStream.range(0, AT_ONCE)
        .mapToObj(i -> client.send(XtrackerClientTest.contact("c-" + i)))
        .toList();
  }

  private static void assertDelivered(List<CompletableFuture<AttemptResult>> sent) {
    assertThat(sent).allSatisfy(f -> assertThat(f.join()).isEqualTo(AttemptResult.of(DELIVERED)));
  }

  @Nested
  class Offered {
    @Test
    void itIsSpoken() throws Exception {
      try (TlsServer server = http2(1);
          XtrackerClient client = trusting(builder(server))) {
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
        assertThat(server.seen())
            .singleElement()
            .satisfies(
                seen -> {
                  assertThat(seen.version()).isEqualTo(HTTP_2);
                  assertThat(seen.authorization()).isEqualTo("Bearer " + BEARER);
                });
      }
    }

    @Test
    void itIsSpokenOnTheOldestLibrariesToo() throws Exception {
      try (TlsServer server = http2(1)) {
        assertThat(answerOnTheOldestLibraries(server)).contains("DELIVERED");
        assertThat(server.seen()).singleElement().matches(seen -> seen.version().equals(HTTP_2));
      }
    }

    @Test
    void callsOneAfterTheOtherShareAConnection() throws Exception {
      try (TlsServer server = http2(1);
          XtrackerClient client = trusting(builder(server).maxInFlight(1))) {
        for (int i = 0; i < 20; i++) {
          assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
        }
        assertThat(server.connections()).isEqualTo(1);
      }
    }

    @Test
    void callsAtOnceHaveAConnectionEachAndKeepIt() throws Exception {
      try (TlsServer server = http2(AT_ONCE);
          XtrackerClient client = trusting(patient(server).maxInFlight(AT_ONCE))) {
        assertDelivered(sendAtOnce(client));
        assertThat(server.connections()).isEqualTo(AT_ONCE);
        assertDelivered(sendAtOnce(client));
        assertThat(server.connections()).isEqualTo(AT_ONCE);
        assertThat(server.seen()).hasSize(2 * AT_ONCE).allMatch(s -> s.version().equals(HTTP_2));
      }
    }
  }

  @Nested
  class NotOffered {
    @Test
    void http1IsSpokenOnTheOldestLibrariesToo() throws Exception {
      try (TlsServer server = http1()) {
        assertThat(answerOnTheOldestLibraries(server)).contains("DELIVERED");
        assertThat(server.seen()).singleElement().matches(seen -> seen.version().equals(HTTP_1_1));
      }
    }

    @Test
    void http1IsSpokenOverAKeptConnection() throws Exception {
      try (TlsServer server = http1();
          XtrackerClient client = trusting(builder(server).maxInFlight(1))) {
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
        assertThat(server.seen()).hasSize(2).allMatch(s -> s.version().equals(HTTP_1_1));
        assertThat(server.connections()).isEqualTo(1);
      }
    }
  }

  @Nested
  class Trouble {
    @Test
    void aCertificateThatNobodyTrustsIsSaid() throws Exception {
      try (TlsServer server = http2(1);
          XtrackerClient client = builder(server).build()) {
        AttemptResult answer = send(client);
        assertThat(answer.outcome()).isEqualTo(LATER);
        assertThat(answer.detail())
            .contains("TLS certificate", "does not trust")
            .doesNotContain(BEARER);
        assertThat(server.seen()).isEmpty();
      }
    }

    @Test
    void aStreamThatIsNeverAnsweredEndsAtTheDeadlineAndHoldsNobodyUp() throws Exception {
      try (TlsServer server = http2(1);
          XtrackerClient client =
              trusting(builder(server).maxInFlight(2).responseTimeout(DEADLINE))) {
        CompletableFuture<AttemptResult> stuck = client.send(STUCK);
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
        // Our deadline and the library's for a stream are the same: either may come first
        assertThat(stuck.join().outcome()).isEqualTo(LATER);
        assertThat(stuck.join().detail()).startsWith("no answer");
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
      }
    }

    @Test
    void aDeadlineCutsItsConnectionAndTheNextCallOpensAnother() throws Exception {
      try (TlsServer server = http2(1);
          XtrackerClient client =
              trusting(builder(server).maxInFlight(1).responseTimeout(DEADLINE))) {
        assertThat(client.send(STUCK).join().outcome()).isEqualTo(LATER);
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
        assertThat(server.connections()).isEqualTo(2);
      }
    }
  }

  @Nested
  class Logging {
    @Test
    void theBearerIsNotLoggedEvenAtTrace() throws Exception {
      try (TlsServer server = http2(1);
          TraceLog log = new TraceLog();
          XtrackerClient client = trusting(builder(server))) {
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
        assertThat(server.seen()).allMatch(s -> s.version().equals(HTTP_2));
        assertThat(log.lines())
            .anyMatch(line -> line.contains("executing POST /events"))
            .noneMatch(line -> line.contains(BEARER))
            .noneMatch(line -> line.contains("http2.frame"));
      }
    }
  }
}
