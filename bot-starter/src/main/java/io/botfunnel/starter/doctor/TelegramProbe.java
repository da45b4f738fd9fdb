package io.botfunnel.starter.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.botfunnel.starter.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a Bot API server something once; the bot library would try for ever and hides the headers.
 * Its answers hold no token. Safe for use from any thread.
 */
public final class TelegramProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Settings.Telegram telegram;

  /** For one bot. */
  public TelegramProbe(Settings.Telegram telegram) {
    this.telegram = telegram;
  }

  /**
   * What came back.
   *
   * @param status of HTTP; 0 where nothing came back
   * @param result of a call that succeeded, or a missing node
   * @param problem why it did not succeed; empty where it did
   * @param date when the server says that it is
   */
  public record Answer(int status, JsonNode result, String problem, Optional<Instant> date) {
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
    URI uri = URI.create(base + "/bot" + telegram.botToken() + "/" + methodAndQuery);
    try {
      return read(
          http.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      return silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silent(e);
    }
  }

  /** Without the exception's own words, which may hold the URL. */
  private static Answer silent(Exception e) {
    String problem = "no answer (" + e.getClass().getSimpleName() + ")";
    return new Answer(0, MissingNode.getInstance(), problem, Optional.empty());
  }

  private static Answer read(HttpResponse<String> response) {
    JsonNode body = body(response);
    boolean ok = body.path("ok").asBoolean();
    String said = body.path("description").asText("not an answer of the Bot API");
    String problem = ok ? "" : "HTTP %d, %s".formatted(response.statusCode(), said);
    return new Answer(response.statusCode(), body.path("result"), problem, HttpDate.of(response));
  }

  private static JsonNode body(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }
}
