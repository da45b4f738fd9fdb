package io.botfunnel.starter.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.botfunnel.bot.telegram.OutboundHttp;
import io.botfunnel.bot.telegram.TelegramOptions;
import io.botfunnel.tracking.network.ConnectionFault;
import io.botfunnel.tracking.network.OutboundProxy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Calls a Bot API server once; the bot library would retry for ever, and it hides the headers.
 * ProbeResults contain no token. Safe for use from any thread.
 */
public final class TelegramProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OkHttpClient http;
  private final TelegramOptions telegram;

  /** Creates a probe for one bot. */
  public TelegramProbe(TelegramOptions telegram) {
    this.telegram = telegram;
    this.http = OutboundHttp.through(telegram.proxy()).callTimeout(TIMEOUT).build();
  }

  /**
   * The result of a call.
   *
   * @param status the HTTP status; 0 if there was no answer
   * @param result the result of a successful call, or a missing node
   * @param problem why the call failed; empty if it succeeded
   * @param date the server's time
   * @param took the duration of the call, including the connection
   * @param fault why there was no answer
   */
  public record ProbeResult(
      int status,
      JsonNode result,
      String problem,
      Optional<Instant> date,
      Duration took,
      Optional<ConnectionFault> fault) {
    /** Whether the call succeeded. */
    public boolean ok() {
      return problem.isEmpty();
    }
  }

  /**
   * Calls a method by GET.
   *
   * @param methodAndQuery the method and its query, such as {@code getMe}
   */
  public ProbeResult call(String methodAndQuery) {
    String base = telegram.apiUrl().toString().replaceFirst("/+$", "");
    String url = base + "/bot" + telegram.botToken() + "/" + methodAndQuery;
    long began = System.nanoTime();
    try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
      return read(response, Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      return noAnswer(ConnectionFault.of(e).by(proxy()));
    }
  }

  private Optional<OutboundProxy> proxy() {
    return telegram.proxy().filter(it -> it.leadsTo(telegram.apiUrl().getHost()));
  }

  /** Leaves out the exception's message, which may contain the URL. */
  private static ProbeResult noAnswer(ConnectionFault fault) {
    return new ProbeResult(
        0,
        MissingNode.getInstance(),
        "no answer (" + fault.what() + ")",
        Optional.empty(),
        Duration.ZERO,
        Optional.of(fault));
  }

  private static ProbeResult read(Response response, Duration took) throws IOException {
    JsonNode body = body(response);
    boolean ok = body.path("ok").asBoolean();
    String description = body.path("description").asText("not an answer of the Bot API");
    String problem = ok ? "" : "HTTP %d, %s".formatted(response.code(), description);
    Optional<Instant> date = HttpDate.of(response);
    return new ProbeResult(
        response.code(), body.path("result"), problem, date, took, Optional.empty());
  }

  private static JsonNode body(Response response) throws IOException {
    ResponseBody body = response.body();
    try {
      return body == null ? MissingNode.getInstance() : JSON.readTree(body.string());
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }
}
