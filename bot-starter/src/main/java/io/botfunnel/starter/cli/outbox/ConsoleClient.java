package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.BotOption;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.console.ConsoleChannel;
import io.botfunnel.starter.console.ConsoleChannel.ConsoleResponse;
import io.botfunnel.starter.console.ForeignConsoleException;
import io.botfunnel.starter.console.SilentConsoleException;
import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.logging.PlainText;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
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
 * A client of the running bots' console, over HTTP on this machine, for one of those bots. The bot
 * proves that each answer is its own. Another program on the console's port learns nothing. Safe
 * for use from any thread.
 */
public final class ConsoleClient {
  /** For a request that needs nothing from the outbox; allows for the pauses of a busy machine. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** A backup of a large file takes long. */
  private static final Duration CHANGE_TIMEOUT = Duration.ofMinutes(10);

  private static final int DONE = 200;
  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;

  private final ConsoleAddress console;
  private final ConsoleChannel channel;
  private final Map<String, String> bot;

  /** Creates a client for the bot that the console shows first. */
  ConsoleClient(ConsoleAddress console) {
    this(console, new ConsoleChannel(console), Map.of());
  }

  private ConsoleClient(ConsoleAddress console, ConsoleChannel channel, Map<String, String> bot) {
    this.console = console;
    this.channel = channel;
    this.bot = bot;
    BotLogging.hide(console.key());
  }

  /** Returns a client for the bot with the given name; empty for the bot without a name. */
  ConsoleClient of(String name) {
    return new ConsoleClient(console, channel, Map.of("bot", BotOption.shown(name)));
  }

  /** Returns the names of the running bots; empty for the bot without a name. */
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
   * Whether the console answers and holds our key; each start of the bot has a key of its own.
   *
   * @throws SilentConsoleException if something accepts the connection and does not answer in time
   */
  boolean answers() {
    try {
      return call(() -> channel.get("/api/bots", SIGN_OF_LIFE)).status() == DONE;
    } catch (OutboxUnavailableException gone) {
      if (gone.getCause() instanceof HttpTimeoutException) {
        throw new SilentConsoleException(console, gone);
      }
      return false;
    }
  }

  /** Returns the bot's status as its console reports it. */
  Status status() {
    return get("/api/status", Map.of(), Status.class);
  }

  <T> T get(String path, Map<String, ?> query, Class<T> type) {
    return read(checked(asked(path, query)).body(), type);
  }

  /** Returns an empty optional if the console answers "not found". */
  <T> Optional<T> find(String path, Map<String, ?> query, Class<T> type) {
    ConsoleResponse answer = asked(path, query);
    return answer.status() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(read(checked(answer).body(), type));
  }

  /** Posts a change and returns the body of the answer, which may be empty. */
  String post(String path, Map<String, ?> query) {
    String target = path + queryOf(query);
    return checked(
            call(() -> channel.post(target, CHANGE_TIMEOUT, Map.of("X-BotFunnel-Who", "command"))))
        .body();
  }

  <T> T post(String path, Map<String, ?> query, Class<T> type) {
    return read(post(path, query), type);
  }

  /** Returns a link that lets one browser in. */
  public URI link() {
    return call(channel::link);
  }

  /** Returns a key that lets a script in for a limited time. */
  public String scriptKey() {
    return call(channel::scriptKey);
  }

  private ConsoleResponse asked(String path, Map<String, ?> query) {
    String target = path + queryOf(query);
    return call(() -> channel.get(target, ANSWER_TIMEOUT));
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

  private interface Call<T> {
    T make() throws IOException, InterruptedException;
  }

  private <T> T call(Call<T> call) {
    try {
      return call.make();
    } catch (ForeignConsoleException e) {
      throw new OutboxUnavailableException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw gone(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw gone(e);
    }
  }

  private OutboxUnavailableException gone(Exception e) {
    return new OutboxUnavailableException(
        "The bot's console at %s does not answer (%s); the bot may have stopped. Repeat the command"
            .formatted(console.url(), e.getClass().getSimpleName()),
        e);
  }

  private static ConsoleResponse checked(ConsoleResponse answer) {
    if (answer.status() == BAD_REQUEST) {
      throw new IllegalArgumentException(errorIn(answer));
    }
    if (answer.status() / 100 != 2) {
      throw new OutboxUnavailableException(errorIn(answer));
    }
    return answer;
  }

  private record Failure(@Nullable String error) {}

  private static String errorIn(ConsoleResponse answer) {
    try {
      String error = ConsoleJson.read(answer.body(), Failure.class).error();
      return error == null ? unexpected(answer) : PlainText.line(error);
    } catch (IllegalArgumentException noJson) {
      return unexpected(answer);
    }
  }

  private static String unexpected(ConsoleResponse answer) {
    return "The bot's console answers HTTP %d; it may be another version. Use the jar that the bot runs from"
        .formatted(answer.status());
  }

  private <T> T read(String body, Class<T> type) {
    try {
      return ConsoleJson.read(body, type);
    } catch (IllegalArgumentException e) {
      throw new OutboxUnavailableException(
          "The answer of the bot's console at %s cannot be read; it may be another version. Use the jar that the bot runs from"
              .formatted(console.url()),
          e);
    }
  }
}
