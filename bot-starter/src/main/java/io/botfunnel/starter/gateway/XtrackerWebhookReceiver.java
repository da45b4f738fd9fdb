package io.botfunnel.starter.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import inet.ipaddr.IPAddress;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.InvalidValueException;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.Webhook;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Records the events that XTRACKER's own webhook sends. Thread-safe. */
final class XtrackerWebhookReceiver {
  /** The header that carries the secret. */
  static final String SECRET_HEADER = "X-Webhook-Secret";

  /** Large enough for the whole click, which XTRACKER sends along. */
  static final int MOST_BODY_BYTES = 64 << 10;

  private static final int LONGEST_EVENT_ID = 1_024;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Optional<ConstantTimeSecret> secret;
  private final GuessLimiter guesses;
  private final Tracking tracking;

  XtrackerWebhookReceiver(
      Optional<ConstantTimeSecret> secret, GuessLimiter guesses, Tracking tracking) {
    this.secret = secret;
    this.guesses = guesses;
    this.tracking = tracking;
  }

  /**
   * @throws RejectedRequestException if the secret is missing or wrong
   */
  void requireSecret(IPAddress caller, Optional<String> given) {
    guesses.require(
        caller,
        secret.orElseThrow(
            () ->
                RejectedRequestException.notFound(
                    "No webhook is set up here",
                    "Ask the bot's operator to set gateway.webhook-secret")),
        given.orElse(""),
        RejectedRequestException.unauthorized(
            "The header %s is missing, or is not the secret of this bot".formatted(SECRET_HEADER),
            "Set it to the value of gateway.webhook-secret, which the bot's operator knows"));
  }

  /**
   * Records an event; it is on disk when this returns.
   *
   * @throws RejectedRequestException if the body breaks a rule
   */
  GatewayResponse take(String body) {
    if (secret.filter(known -> known.isIn(body)).isPresent()) {
      throw RejectedRequestException.unreadable(
          "The body contains the secret, which belongs only in its header", "Correct the webhook");
    }
    Webhook webhook = webhook(object(body));
    return GatewayResponse.recorded(webhook.conversion().name(), tracking.recordWebhook(webhook));
  }

  private static JsonNode object(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw RejectedRequestException.unreadable(
          "The body is not valid JSON", "Send it as XTRACKER does");
    }
    throw RejectedRequestException.unreadable(
        "The body is not a JSON object", "Send it as XTRACKER does");
  }

  private static Webhook webhook(JsonNode body) {
    EventName event = event(body.path("canonical"));
    String eventId = eventId(body.path("event_id"));
    Instant at = time(body.path("occurred_at_ms"));
    JsonNode click = body.path("click");
    Optional<ClickId> uid = valid("uid", () -> uid(click.path("uid")));
    Optional<UserId> user = valid("tg_id", () -> user(click.path("tg_id")));
    Optional<Money> money = valid("value", () -> money(event, body.path("data")));
    return valid("event", () -> webhook(eventId, event, uid, user, money, at));
  }

  private static EventName event(JsonNode canonical) {
    return Arrays.stream(EventName.values())
        .filter(name -> name.wireName().equals(canonical.textValue()))
        .findFirst()
        .orElseThrow(
            () ->
                RejectedRequestException.invalid(
                    "event",
                    "canonical is not one of the four events",
                    "Send contact, subscribed, registration or deposit"));
  }

  private static String eventId(JsonNode id) {
    String text = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
    if (text.isBlank() || text.length() > LONGEST_EVENT_ID) {
      throw RejectedRequestException.invalid(
          "event_id",
          "event_id is missing or too long",
          "Send an id that stays the same in each retry");
    }
    return text;
  }

  private static Instant time(JsonNode time) {
    if (!time.isIntegralNumber() || !time.canConvertToLong()) {
      throw RejectedRequestException.invalid(
          "t",
          "occurred_at_ms is not a number",
          "Send the time of the event in epoch milliseconds");
    }
    return Instant.ofEpochMilli(time.longValue());
  }

  private static Webhook webhook(
      String eventId,
      EventName event,
      Optional<ClickId> uid,
      Optional<UserId> user,
      Optional<Money> money,
      Instant at) {
    return Webhook.of(eventId, event, uid.orElse(null), user.orElse(null), money.orElse(null), at);
  }

  private static Optional<ClickId> uid(JsonNode uid) {
    return isAbsent(uid) ? Optional.empty() : Optional.of(new ClickId(uid.asText()));
  }

  private static Optional<UserId> user(JsonNode id) {
    if (isAbsent(id)) {
      return Optional.empty();
    }
    boolean number = id.isIntegralNumber() && id.canConvertToLong();
    return Optional.of(new UserId(number ? id.longValue() : 0));
  }

  private static Optional<Money> money(EventName event, JsonNode data) {
    return event == EventName.DEPOSIT
        ? Optional.of(Money.of(data.path("value").asText(), data.path("currency").asText()))
        : Optional.empty();
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** Reads a value by the rules of its type; a broken rule rejects the request. */
  private static <T> T valid(String parameter, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidValueException broken) {
      throw RejectedRequestException.invalid(parameter, broken.what(), broken.remedy());
    }
  }
}
