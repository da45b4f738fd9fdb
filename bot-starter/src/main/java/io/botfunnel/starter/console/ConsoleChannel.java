package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.starter.console.json.ConsoleJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes calls to a console. Each side proves that it holds the console's key, and neither sends it.
 * Before a call the console has to prove itself. A stranger on its port sees a random number and
 * nothing of the request. A request is valid once and only for its own content; each answer is
 * proven too. Safe for use from any thread.
 */
public final class ConsoleChannel {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** Limits what an unproven server can send; a challenge takes a few hundred bytes. */
  private static final int MAX_UNPROVEN_BYTES = 4 << 10;

  /** Holds more than a thousand entries, the most that one request asks for. */
  private static final int MAX_RESPONSE_BYTES = 32 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final ConsoleAddress console;
  private final Proof proof;

  /** Creates a channel to the given console. */
  public ConsoleChannel(ConsoleAddress console) {
    this.console = console;
    this.proof = new Proof(console.key(), console.url().getAuthority());
  }

  /** The console's answer. */
  public record ConsoleResponse(int status, String body) {}

  private record Key(String key) {}

  /**
   * Makes a read request.
   *
   * @param target path and query, encoded
   * @throws ForeignConsoleException if the server is not the console; it learned nothing of the
   *     request
   */
  public ConsoleResponse get(String target, Duration timeout)
      throws IOException, InterruptedException {
    return call("GET", target, timeout, Map.of());
  }

  /**
   * Makes a change.
   *
   * @param target path and query, encoded
   * @param headers headers of the request, in addition to those of the channel
   * @throws ForeignConsoleException if the server is not the console; nothing was changed
   */
  public ConsoleResponse post(String target, Duration timeout, Map<String, String> headers)
      throws IOException, InterruptedException {
    return call("POST", target, timeout, headers);
  }

  /** Returns a link that lets one browser in, once, within five minutes. */
  public URI link() throws IOException, InterruptedException {
    return Console.linkTo(console.url(), key("/api/link"));
  }

  /** Returns the value of the header {@code X-BotFunnel-Key} for a script, valid for an hour. */
  public String scriptKey() throws IOException, InterruptedException {
    return key("/api/key");
  }

  private String key(String target) throws IOException, InterruptedException {
    ConsoleResponse answer = post(target, DEFAULT_TIMEOUT, Map.of());
    if (answer.status() != 200) {
      throw new IOException(
          "The console at %s answers HTTP %d. Is it of this version?"
              .formatted(console.url(), answer.status()));
    }
    return ConsoleJson.read(answer.body(), Key.class).key();
  }

  private ConsoleResponse call(
      String method, String target, Duration timeout, Map<String, String> headers)
      throws IOException, InterruptedException {
    String challenge = challenge(challengeTimeout(timeout));
    HttpRequest.Builder request =
        request(target, timeout)
            .method(method, BodyPublishers.noBody())
            .header(Proof.HEADER, challenge + " " + proof.ofRequest(challenge, method, target));
    if (!method.equals("GET")) {
      request.header(AccessFilter.REQUEST_HEADER, "1");
    }
    headers.forEach(request::header);
    HttpResponse<byte[]> answer =
        send(request.build(), BoundedBody.of(MAX_RESPONSE_BYTES), timeout);
    String expected = proof.ofResponse(challenge, answer.statusCode(), answer.body());
    if (!Proof.same(expected, answer.headers().firstValue(Proof.HEADER).orElse(""))) {
      throw new ForeignConsoleException(console, "its answer is not proven");
    }
    return new ConsoleResponse(answer.statusCode(), new String(answer.body(), UTF_8));
  }

  /** A change may take long, but a console has to prove itself fast. */
  private static Duration challengeTimeout(Duration timeout) {
    return timeout.compareTo(DEFAULT_TIMEOUT) < 0 ? timeout : DEFAULT_TIMEOUT;
  }

  private String challenge(Duration timeout) throws IOException, InterruptedException {
    String nonce = RandomText.next();
    HttpRequest request = request("/api/challenge?nonce=" + nonce, timeout).build();
    Challenges.Challenge answer =
        read(send(request, BoundedBody.of(MAX_UNPROVEN_BYTES), timeout).body());
    if (!Proof.same(proof.ofConsole(nonce, answer.challenge()), answer.proof())) {
      throw new ForeignConsoleException(console, "it does not hold its key");
    }
    return answer.challenge();
  }

  private Challenges.Challenge read(byte[] answer) throws ForeignConsoleException {
    try {
      return ConsoleJson.read(new String(answer, UTF_8), Challenges.Challenge.class);
    } catch (IllegalArgumentException e) {
      throw new ForeignConsoleException(console, "it knows no challenge");
    }
  }

  /** Bounds the body too: the client's own timeout covers an answer only up to its headers. */
  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body, Duration timeout)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest.Builder request(String target, Duration timeout) {
    return HttpRequest.newBuilder(console.url().resolve(target)).timeout(timeout);
  }
}
