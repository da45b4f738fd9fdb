package io.botfunnel.starter.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.botfunnel.bot.telegram.OutboundHttp;
import io.botfunnel.starter.settings.Settings;
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
 * Asks a Bot API server something once; the bot library would try for ever and hides the headers.
 * Its answers hold no token. Safe for use from any thread.
 */
public final class TelegramProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OkHttpClient http;
  private final Settings.Telegram telegram;

  /** For one bot. */
  public TelegramProbe(Settings.Telegram telegram) {
    this.telegram = telegram;
    this.http = OutboundHttp.through(telegram.proxy()).callTimeout(PATIENCE).build();
  }

  /**
   * What came back.
   *
   * @param status of HTTP; 0 where nothing came back
   * @param result of a call that succeeded, or a missing node
   * @param problem why it did not succeed; empty where it did
   * @param date when the server says that it is
   * @param took how long the call took, the connection included
   * @param fault why nothing came back
   */
  public record Answer(
      int status,
      JsonNode result,
      String problem,
      Optional<Instant> date,
      Duration took,
      Optional<ConnectionFault> fault) {
    /** Whether it succeeded. */
    public boolean ok() {
      return problem.isEmpty();
    }
  }

  /**
   * Calls a method by GET.
   *
   * @param methodAndQuery such as {@code getMe}
   */
  public Answer call(String methodAndQuery) {
    String base = telegram.apiUrl().toString().replaceFirst("/+$", "");
    String url = base + "/bot" + telegram.botToken() + "/" + methodAndQuery;
    long began = System.nanoTime();
    try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
      return read(response, Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      return silent(ConnectionFault.of(e).by(proxy()));
    }
  }

  private Optional<OutboundProxy> proxy() {
    return telegram.proxy().filter(it -> it.leadsTo(telegram.apiUrl().getHost()));
  }

  /** Without the exception's own words, which may hold the URL. */
  private static Answer silent(ConnectionFault fault) {
    return new Answer(
        0,
        MissingNode.getInstance(),
        "no answer (" + fault.what() + ")",
        Optional.empty(),
        Duration.ZERO,
        Optional.of(fault));
  }

  private static Answer read(Response response, Duration took) throws IOException {
    JsonNode body = body(response);
    boolean ok = body.path("ok").asBoolean();
    String said = body.path("description").asText("not an answer of the Bot API");
    String problem = ok ? "" : "HTTP %d, %s".formatted(response.code(), said);
    Optional<Instant> date = HttpDate.of(response);
    return new Answer(response.code(), body.path("result"), problem, date, took, Optional.empty());
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
