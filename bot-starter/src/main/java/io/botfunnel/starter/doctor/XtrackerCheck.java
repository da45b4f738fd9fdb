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
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Checks that XTRACKER answers and accepts our key, without recording anything. It sends an event
 * without a name, which the contract calls {@code invalid_event}. That answer proves a good key,
 * whatever its HTTP status; a bad key gets 401 or 403.
 */
final class XtrackerCheck {
  private static final String CHECK = "xtracker";
  private static final String KEY = "key";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String NOTHING = "{}";
  private static final String SERVER_REMEDY =
      "Nothing is lost, and the bot retries automatically. If it lasts, ask XTRACKER";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FindingCollector findings;
  private final ClockCheck clocks;
  private final LatencyCheck latency;

  XtrackerCheck(FindingCollector findings, ClockCheck clocks, LatencyCheck latency) {
    this.findings = findings;
    this.clocks = clocks;
    this.latency = latency;
  }

  void check(Settings.Xtracker settings) {
    OkHttpClient http =
        OutboundHttp.through(settings.proxy()).followRedirects(false).callTimeout(TIMEOUT).build();
    long began = System.nanoTime();
    try (Response answer = http.newCall(request(settings)).execute()) {
      latency.check("XTRACKER", Duration.ofNanos(System.nanoTime() - began));
      clocks.compare("XTRACKER", HttpDate.of(answer));
      judge(settings, answer.code(), body(answer));
    } catch (IOException e) {
      unreachable(settings, e);
    }
  }

  private static Request request(Settings.Xtracker settings) {
    String base = settings.url().toString().replaceFirst("/+$", "");
    return new Request.Builder()
        .url(base + "/events")
        .header("Authorization", "Bearer " + settings.bearer().get())
        .post(RequestBody.create(NOTHING, MediaType.get("application/json")))
        .build();
  }

  private void unreachable(Settings.Xtracker settings, IOException e) {
    Optional<OutboundProxy> between =
        settings.proxy().filter(it -> it.leadsTo(settings.url().getHost()));
    ConnectionFault fault = ConnectionFault.of(e).by(between);
    findings.failed(
        CHECK,
        "XTRACKER cannot be reached at %s (%s)".formatted(settings.url(), fault.what()),
        fault.remedy() + "; see xtracker.url. No event is lost meanwhile");
  }

  private void judge(Settings.Xtracker settings, int code, JsonNode body) {
    URI url = settings.url();
    if (body.path("status").asText("").startsWith("invalid_event")) {
      findings.good(CHECK, "XTRACKER answers at " + url);
      findings.good(KEY, "XTRACKER accepts the key; nothing was recorded");
    } else if (code == 401 || code == 403) {
      findings.good(CHECK, "XTRACKER answers at " + url);
      notAccepted(settings, code);
    } else {
      unexpected(url, code, body);
    }
  }

  /**
   * To recognise the ingest token of another space, we would have to send the key as one, in a URL.
   * A bearer does not belong there. Only equal values of both settings can be recognised.
   */
  private void notAccepted(Settings.Xtracker settings, int code) {
    if (settings.ingestToken().filter(settings.bearer().get()::equals).isPresent()) {
      findings.failed(
          KEY,
          "XTRACKER does not accept the key (HTTP %d): xtracker.bearer is the same as xtracker.ingest-token"
              .formatted(code),
          "Set xtracker.bearer to the space's bearer; the ingest token is only for partners' URLs");
      return;
    }
    findings.failed(
        KEY,
        "XTRACKER does not accept the key (HTTP %d)".formatted(code),
        "Put the space's bearer, which XTRACKER's settings page shows after a rotation, into"
            + " xtracker.bearer-file or XTRACKER_BEARER. The ingest token of partners' URLs is not a"
            + " bearer");
  }

  private void unexpected(URI url, int code, JsonNode body) {
    if (code == 429 || code / 100 == 5) {
      findings.failed(CHECK, "XTRACKER reports a problem (HTTP %d)".formatted(code), SERVER_REMEDY);
    } else if (code / 100 == 3 || !body.isObject()) {
      findings.failed(
          CHECK,
          "The server at %s is not XTRACKER (HTTP %d): perhaps a redirect, a proxy or a captive portal"
              .formatted(url, code),
          "Check xtracker.url and proxies on the way; the bot does not follow redirects");
    } else {
      findings.warning(
          KEY,
          "XTRACKER sent an unexpected answer (HTTP %d), so it is unknown whether it accepts the key"
              .formatted(code),
          "Send a test deposit with the command send");
    }
  }

  private static JsonNode body(Response answer) throws IOException {
    ResponseBody content = answer.body();
    try {
      JsonNode body = content == null ? null : JSON.readTree(content.string());
      return body == null ? MissingNode.getInstance() : body;
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }
}
