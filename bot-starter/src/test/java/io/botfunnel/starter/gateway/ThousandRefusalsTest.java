package io.botfunnel.starter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.gateway.GivenGateway.Setup;
import io.botfunnel.starter.web.Talker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen at a time send what is refused unread: each gets its answer. */
@Tag("slow")
class ThousandRefusalsTest {
  private static final int REQUESTS = Integer.getInteger("botfunnel.refusals", 1_000);
  private static final int AT_A_TIME = 16;

  /** More than what the server reads before it judges; with a socket's buffers and without. */
  private static final int[] SIZES = {70_000, 300_000, 3_000_000};

  private static final List<Refused> ALL =
      List.of(
          new Refused("POST", "/xtracker", GivenGateway.SECRET, 413),
          new Refused("POST", "/xtracker", "a-wrong-secret", 401),
          new Refused("POST", "/e", "", 413),
          new Refused("POST", "/telegram", "a-wrong-secret", 404),
          new Refused("POST", "/unknown", "", 404),
          new Refused("POST", "/e/nobody", "", 404),
          new Refused("PUT", "/e", "", 405));

  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  private record Refused(String method, String path, String secret, int status) {
    String head() {
      return method
          + " "
          + path
          + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + XtrackerWebhookReceiver.SECRET_HEADER
          + ": "
          + secret;
    }
  }

  /** By three kinds of clients in turn. */
  private int status(URI gateway, int number) throws IOException, InterruptedException {
    Refused refused = ALL.get(number % ALL.size());
    int size = SIZES[number % SIZES.length];
    return switch (number % 4) {
      case 0 -> Talker.status(gateway, refused.head(), size);
      case 1 -> Talker.statusOfChunks(gateway, refused.head(), size);
      default -> ask(gateway, refused, BodyPublishers.ofByteArray(new byte[size]));
    };
  }

  private int ask(URI gateway, Refused refused, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(refused.path))
            .header(XtrackerWebhookReceiver.SECRET_HEADER, refused.secret)
            .header("Content-Type", "application/json")
            .method(refused.method, body)
            .build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }

  @Test
  void areAThousandAnswers(@TempDir Path folder) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
    try (GivenGateway given = new Setup().rate(1_000_000).start(folder)) {
      URI url = given.gateway.url();
      List<Callable<Integer>> requests =
          IntStream.range(0, REQUESTS)
              .mapToObj(number -> (Callable<Integer>) () -> status(url, number))
              .toList();
      List<Future<Integer>> answers = clients.invokeAll(requests);
      for (int number = 0; number < REQUESTS; number++) {
        assertThat(outcome(answers.get(number)))
            .as("request %d", number)
            .isEqualTo(ALL.get(number % ALL.size()).status);
      }
      assertThat(given.get(GivenGateway.deposit()).status()).isEqualTo(200);
      assertThat(given.accepted()).isEqualTo(1);
    } finally {
      clients.shutdownNow();
    }
  }

  private static Object outcome(Future<Integer> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    }
  }
}
