package io.botfunnel.starter.cli;

import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.console.ConsoleJson;
import io.botfunnel.starter.console.SilentConsoleException;
import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The console of running bots, over HTTP on this machine, asked about one of them. Safe for use
 * from any thread.
 */
final class ConsoleClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** For a question that needs nothing of the outbox; a busy machine has its pauses. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** A backup of a large file takes its time. */
  private static final Duration CHANGE_TIMEOUT = Duration.ofMinutes(10);

  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final ConsoleAddress console;
  private final Map<String, String> bot;

  /** Asks about the one that the console shows first. */
  ConsoleClient(ConsoleAddress console) {
    this(console, Map.of());
  }

  private ConsoleClient(ConsoleAddress console, Map<String, String> bot) {
    this.console = console;
    this.bot = bot;
    BotLogging.hide(console.key());
  }

  /** The same asked about one of them, by its name; empty for the one without. */
  ConsoleClient of(String name) {
    return new ConsoleClient(console, Map.of("bot", BotOption.shown(name)));
  }

  /** The names of those that run; empty for the one without. */
  List<String> bots() {
    return Stream.of(get("/api/bots", Map.of(), Choice[].class)).map(Choice::own).toList();
  }

  private record Choice(String name) {
    private String own() {
      return BotOption.named(name);
    }
  }

  URI url() {
    return console.url();
  }

  /**
   * Whether it is there and takes our key; another start of the bot has another.
   *
   * @throws SilentConsoleException if something takes the connection and does not answer in time
   */
  boolean answers() {
    try {
      return call(request("/api/bots").GET().timeout(SIGN_OF_LIFE).build()).statusCode() == 200;
    } catch (OutboxUnavailableException gone) {
      if (gone.getCause() instanceof HttpTimeoutException) {
        throw new SilentConsoleException(console, gone);
      }
      return false;
    }
  }

  /** How the bot is doing, as the console tells it. */
  Status status() {
    return get("/api/status", Map.of(), Status.class);
  }

  <T> T get(String path, Map<String, ?> query, Class<T> type) {
    return read(answered(request(path + queryOf(query)).GET().build()), type);
  }

  /** Empty where there is no such thing. */
  <T> Optional<T> find(String path, Map<String, ?> query, Class<T> type) {
    HttpResponse<String> answer = call(request(path + queryOf(query)).GET().build());
    return answer.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(read(checked(answer).body(), type));
  }

  /** Changes something; the answer may be empty. */
  String post(String path, Map<String, ?> query) {
    HttpRequest request =
        request(path + queryOf(query))
            .POST(BodyPublishers.noBody())
            .timeout(CHANGE_TIMEOUT)
            .header("X-BotFunnel-Request", "1")
            .header("X-BotFunnel-Who", "command")
            .build();
    return answered(request);
  }

  <T> T post(String path, Map<String, ?> query, Class<T> type) {
    return read(post(path, query), type);
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(console.url().resolve(pathAndQuery))
        .timeout(ANSWER_TIMEOUT)
        .header("X-BotFunnel-Key", console.key());
  }

  private String queryOf(Map<String, ?> query) {
    String parts =
        Stream.of(query, bot)
            .flatMap(some -> some.entrySet().stream())
            .map(part -> part.getKey() + "=" + encoded(String.valueOf(part.getValue())))
            .collect(Collectors.joining("&"));
    return parts.isEmpty() ? "" : "?" + parts;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private String answered(HttpRequest request) {
    return checked(call(request)).body();
  }

  private HttpResponse<String> call(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw gone(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw gone(e);
    }
  }

  private OutboxUnavailableException gone(Exception e) {
    return new OutboxUnavailableException(
        "The bot's console at %s does not answer (%s). Did the bot stop? Repeat the command"
            .formatted(console.url(), e.getClass().getSimpleName()),
        e);
  }

  private static HttpResponse<String> checked(HttpResponse<String> answer) {
    if (answer.statusCode() == BAD_REQUEST) {
      throw new IllegalArgumentException(errorIn(answer));
    }
    if (answer.statusCode() / 100 != 2) {
      throw new OutboxUnavailableException(errorIn(answer));
    }
    return answer;
  }

  private record Failure(@Nullable String error) {}

  private static String errorIn(HttpResponse<String> answer) {
    try {
      String error = ConsoleJson.read(answer.body(), Failure.class).error();
      return error == null ? strange(answer) : error;
    } catch (IllegalArgumentException noJson) {
      return strange(answer);
    }
  }

  private static String strange(HttpResponse<String> answer) {
    return "The bot's console answers HTTP %d. Is it of this version?"
        .formatted(answer.statusCode());
  }

  private <T> T read(String body, Class<T> type) {
    try {
      return ConsoleJson.read(body, type);
    } catch (IllegalArgumentException e) {
      throw new OutboxUnavailableException(
          "The bot's console at %s answers what this version does not understand. Use the jar that the bot runs from"
              .formatted(console.url()),
          e);
    }
  }
}
