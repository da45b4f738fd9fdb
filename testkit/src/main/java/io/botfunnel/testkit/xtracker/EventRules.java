package io.botfunnel.testkit.xtracker;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.testkit.Answer;
import io.botfunnel.testkit.Violation;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of XTRACKER's guide for an event's fields. */
final class EventRules {
  private static final List<String> EVENTS =
      List.of("contact", "subscribed", "registration", "deposit");
  private static final Pattern NUMERIC = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
  private static final String ASSUMED_CURRENCY = "USD";

  private final JsonNode fields;
  private final int invalidStatus;

  /**
   * Creates the rules for one call.
   *
   * @param invalidStatus the HTTP status of an {@code invalid_*} answer, which the guide leaves
   *     open
   */
  EventRules(JsonNode fields, int invalidStatus) {
    this.fields = fields;
    this.invalidStatus = invalidStatus;
  }

  RecordedEvent check(long order, long nowMs) throws Violation {
    String event = event();
    String value = value();
    long occurredAtMs = occurredAtMs(nowMs);
    return new RecordedEvent(
        event, text("uid"), value, currency(value), text("eid"), occurredAtMs, order);
  }

  private String event() throws Violation {
    int known = EVENTS.indexOf(fields.path("event").asText());
    if (known < 0) {
      throw invalid("invalid_event");
    }
    return EVENTS.get(known); // shares one string, because a million events are kept
  }

  private @Nullable String value() throws Violation {
    JsonNode value = fields.path("value");
    if (absent(value)) {
      return null;
    }
    if (!value.isTextual() || !NUMERIC.matcher(value.textValue()).matches()) {
      throw invalid("invalid_value");
    }
    return value.textValue();
  }

  private @Nullable String currency(@Nullable String value) throws Violation {
    String currency = text("currency");
    if (currency == null) {
      return value == null ? null : ASSUMED_CURRENCY;
    }
    return currency.intern();
  }

  private long occurredAtMs(long nowMs) throws Violation {
    JsonNode time = fields.path("occurred_at_ms");
    if (absent(time)) {
      return nowMs;
    }
    if (!time.isIntegralNumber() || !time.canConvertToLong()) {
      throw invalid("invalid_time");
    }
    return time.longValue();
  }

  private @Nullable String text(String field) throws Violation {
    JsonNode node = fields.path(field);
    if (absent(node)) {
      return null;
    }
    if (!node.isTextual()) {
      throw Violation.badRequest(field + " must be a string");
    }
    return node.textValue();
  }

  private Violation invalid(String status) {
    return new Violation(
        Answer.json(invalidStatus, "{\"ok\":false,\"status\":\"" + status + "\"}"));
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
