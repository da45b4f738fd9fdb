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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Whether XTRACKER is there and accepts our key, without anything being recorded: it is sent an
 * event without a name, which its contract calls {@code invalid_event}. Who is told that has a good
 * key, whatever the HTTP code; who has none is told 401 or 403.
 */
final class XtrackerCheck {
  private static final String CHECK = "xtracker";
  private static final String KEY = "key";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String NOTHING = "{}";
  private static final String ITS_TROUBLE =
      "Nothing is lost meanwhile, the bot tries again by itself; if it lasts, ask XTRACKER";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Findings findings;
  private final ClockCheck clocks;

  XtrackerCheck(Findings findings, ClockCheck clocks) {
    this.findings = findings;
    this.clocks = clocks;
  }

  void look(Settings.Xtracker settings) {
    try {
      HttpResponse<String> answer = http.send(request(settings), BodyHandlers.ofString());
      clocks.compare("XTRACKER", HttpDate.of(answer));
      judge(settings.url(), answer);
    } catch (IOException e) {
      unreachable(settings.url(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      unreachable(settings.url(), e);
    }
  }

  private static HttpRequest request(Settings.Xtracker settings) {
    String base = settings.url().toString().replaceFirst("/+$", "");
    return HttpRequest.newBuilder(URI.create(base + "/events"))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + settings.bearer().get())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(NOTHING))
        .build();
  }

  private void unreachable(URI url, Exception e) {
    findings.failed(
        CHECK,
        "XTRACKER cannot be reached at %s (%s)".formatted(url, e.getClass().getSimpleName()),
        "Check the network, a proxy or firewall, and xtracker.url. Nothing is lost meanwhile");
  }

  private void judge(URI url, HttpResponse<String> answer) {
    int code = answer.statusCode();
    JsonNode body = body(answer);
    if (body.path("status").asText("").startsWith("invalid_event")) {
      findings.good(CHECK, "XTRACKER answers at " + url);
      findings.good(KEY, "XTRACKER accepts the key; nothing was recorded");
    } else if (code == 401 || code == 403) {
      findings.good(CHECK, "XTRACKER answers at " + url);
      findings.failed(
          KEY,
          "XTRACKER does not accept the key (HTTP %d)".formatted(code),
          "Put the space's bearer, as XTRACKER's settings page shows it after a rotation, into"
              + " xtracker.bearer-file or XTRACKER_BEARER");
    } else {
      strange(url, code, body);
    }
  }

  private void strange(URI url, int code, JsonNode body) {
    if (code == 429 || code / 100 == 5) {
      findings.failed(CHECK, "XTRACKER has trouble (HTTP %d)".formatted(code), ITS_TROUBLE);
    } else if (code / 100 == 3 || !body.isObject()) {
      findings.failed(
          CHECK,
          "What answers at %s is not XTRACKER (HTTP %d; a redirect, a proxy, a captive portal?)"
              .formatted(url, code),
          "Check xtracker.url and what is between; the bot follows no redirect");
    } else {
      findings.warning(
          KEY,
          "XTRACKER answers HTTP %d in words that we do not know: whether it accepts the key is open"
              .formatted(code),
          "Try it with a test deposit: the command send");
    }
  }

  private static JsonNode body(HttpResponse<String> answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      return body == null ? MissingNode.getInstance() : body;
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }
}
