package io.botfunnel.starter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A gateway before a real outbox and a local XTRACKER, and a caller of it. */
final class GivenGateway implements AutoCloseable {
  static final String TOKEN = "ingest-t0ken-of-the-space";
  static final String SECRET = "webh00k-s3cret-of-this-bot";
  static final String PARTNERS_TOKEN = "t0ken-of-this-partner-alone";
  static final String UID = "click-1";

  private static final ObjectMapper JSON = new ObjectMapper();

  final XtrackerServer xtracker = XtrackerServer.start();
  final Tracking tracking;
  final Gateway gateway;
  final Map<String, Integer> answered = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /** What a test may set up otherwise. */
  static final class Setup {
    private String allow = "";
    private String trusted = "127.0.0.1";
    private int rate = 10_000;
    private Clock clock = Clock.systemUTC();
    private Optional<String> secret = Optional.of(SECRET);
    private List<Partner> partners = List.of();
    private Optional<TelegramPushes> pushes = Optional.empty();

    Setup allow(String ranges) {
      allow = ranges;
      return this;
    }

    Setup trusted(String ranges) {
      trusted = ranges;
      return this;
    }

    Setup rate(int perSecond) {
      rate = perSecond;
      return this;
    }

    Setup clock(Clock other) {
      clock = other;
      return this;
    }

    Setup withoutWebhook() {
      secret = Optional.empty();
      return this;
    }

    /** Telegram pushes its updates, and each is kept at once. */
    Setup pushed() {
      pushes =
          Optional.of(
              new TelegramPushes(SECRET, update -> CompletableFuture.completedFuture(null)));
      return this;
    }

    Setup partners(Partner... all) {
      partners = List.of(all);
      return this;
    }

    GivenGateway start(Path folder) {
      return new GivenGateway(this, folder);
    }

    private GatewaySettings settings() {
      AddressRanges allowed = allow.isEmpty() ? AddressRanges.NONE : AddressRanges.of(allow);
      return new GatewaySettings(
          true,
          "127.0.0.1",
          0,
          TOKEN,
          secret,
          allowed,
          AddressRanges.of(trusted),
          rate,
          1_000,
          StartPrefix.STANDARD,
          partners);
    }
  }

  private GivenGateway(Setup setup, Path folder) {
    tracking =
        Tracking.builder()
            .url(xtracker.url())
            .bearer(xtracker.bearer())
            .outbox(folder.resolve("outbox"))
            .deliverConversions(true)
            .depositCeiling(DepositCeiling.of(List.of("100000 USD", "100000 EUR")))
            .clock(setup.clock)
            .start();
    try {
      gateway =
          Gateway.start(
              setup.settings(),
              setup.pushes,
              tracking,
              (path, status) -> answered.merge(path + " " + status, 1, Integer::sum),
              setup.clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static GivenGateway start(Path folder) {
    return new Setup().start(folder);
  }

  /** What was answered. */
  record Told(int status, JsonNode json, HttpResponse<String> whole) {
    String word() {
      return json.path("status").asText();
    }

    String error() {
      return json.path("error").asText();
    }
  }

  /** A deposit that is right, to be changed. */
  static Map<String, String> deposit() {
    return new TreeMap<>(
        Map.of(
            "token",
            TOKEN,
            "event",
            "deposit",
            "uid",
            UID,
            "value",
            "25.00",
            "currency",
            "USD",
            "eid",
            "t-7"));
  }

  static Map<String, String> deposit(String name, String value) {
    Map<String, String> changed = deposit();
    changed.put(name, value);
    return changed;
  }

  static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  Told get(Map<String, String> parameters) {
    return get("/e?" + query(parameters));
  }

  Told get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  Told post(String path, String type, String body, String... headers) {
    return send(
        request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  Told webhook(String body) {
    return post(
        "/xtracker", "application/json", body, XtrackerWebhookReceiver.SECRET_HEADER, SECRET);
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  Told send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Told(answer.statusCode(), json(answer.body()), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(String body) throws JsonProcessingException {
    return JSON.readTree(body);
  }

  long conversions() {
    return tracking.books(Topic.CONVERSIONS).accepted();
  }

  long accepted() {
    return tracking.health().outbox().accepted();
  }

  Receipt hook() {
    return tracking.click(UID).deposit("25.00", "USD", "t-7");
  }

  @Override
  public void close() {
    gateway.close();
    tracking.close();
    xtracker.close();
  }
}
