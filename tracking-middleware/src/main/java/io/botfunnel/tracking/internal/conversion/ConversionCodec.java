package io.botfunnel.tracking.internal.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads a conversion as the body of an entry. The JSON has XTRACKER's field names, with
 * {@code tg_id} or {@code uid} for the subject. Safe for use from any thread.
 */
public final class ConversionCodec {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConversionCodec() {}

  /** Writes a conversion as JSON. */
  public static String write(Conversion conversion) {
    ObjectNode body = JSON.createObjectNode().put("event", conversion.name().wireName());
    putSubject(body, conversion.subject());
    putMoney(body, conversion.money());
    return body.put("eid", conversion.eid().value())
        .put("occurred_at_ms", conversion.occurredAt().toEpochMilli())
        .toString();
  }

  private static void putSubject(ObjectNode body, Subject subject) {
    if (subject instanceof UserId user) {
      body.put("tg_id", user.value());
    } else if (subject instanceof ClickId uid) {
      body.put("uid", uid.value());
    }
  }

  private static void putMoney(ObjectNode body, @Nullable Money money) {
    if (money != null) {
      body.put("value", money.value()).put("currency", money.currencyCode());
    }
  }

  /**
   * Reads a conversion from JSON.
   *
   * @param body the result of {@link #write}
   * @throws IllegalArgumentException if it is anything else; the message names the place and shows
   *     no values
   */
  public static Conversion read(String body) {
    try {
      return conversion(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The conversion cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static Conversion conversion(JsonNode body) {
    return new Conversion(
        EventName.valueOf(text(body, "event").toUpperCase(Locale.ROOT)),
        subject(body),
        new EventId(text(body, "eid")),
        body.has("value") ? Money.of(text(body, "value"), text(body, "currency")) : null,
        Instant.ofEpochMilli(body.path("occurred_at_ms").longValue()));
  }

  private static Subject subject(JsonNode body) {
    return body.has("tg_id")
        ? new UserId(body.path("tg_id").longValue())
        : new ClickId(text(body, "uid"));
  }

  private static String text(JsonNode body, String field) {
    if (!body.path(field).isTextual()) {
      throw new IllegalArgumentException("The conversion cannot be read: it has no " + field);
    }
    return body.path(field).textValue();
  }
}
