package io.botfunnel.tracking.internal.xtracker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parsed body of an XTRACKER answer. A foreign body becomes a reply without any field.
 *
 * @param ok whether it contains {@code "ok":true}
 * @param denied whether it contains {@code "ok":false}
 * @param status its {@code status}, or null
 * @param matched its {@code matched}, or null
 * @param uid its {@code uid}, or null
 */
record Reply(
    boolean ok,
    boolean denied,
    @Nullable String status,
    @Nullable Boolean matched,
    @Nullable String uid) {
  private static final Reply FOREIGN = new Reply(false, false, null, null, null);
  private static final Set<String> FIELD_FAULTS =
      Set.of("invalid_event", "invalid_value", "invalid_time");

  /**
   * Parses a body to its last character: half an object, or an object followed by a proxy's page,
   * is no answer. If a field occurs twice, the last one counts.
   */
  static Reply of(String body) {
    try (JsonParser json = Json.parser(body)) {
      Reply reply = json.nextToken() == JsonToken.START_OBJECT ? object(json) : FOREIGN;
      return json.nextToken() == null ? reply : FOREIGN;
    } catch (IOException notJson) {
      return FOREIGN;
    }
  }

  private static Reply object(JsonParser json) throws IOException {
    Reply reply = FOREIGN;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      reply = reply.with(field, json);
      json.skipChildren();
    }
    return reply;
  }

  private Reply with(String field, JsonParser json) throws IOException {
    return switch (field) {
      case "ok" ->
          new Reply(
              is(json, JsonToken.VALUE_TRUE),
              is(json, JsonToken.VALUE_FALSE),
              status,
              matched,
              uid);
      case "status" -> new Reply(ok, denied, text(json), matched, uid);
      case "matched" -> new Reply(ok, denied, status, flag(json), uid);
      case "uid" -> new Reply(ok, denied, status, matched, text(json));
      default -> this;
    };
  }

  private static @Nullable String text(JsonParser json) throws IOException {
    return is(json, JsonToken.VALUE_STRING) ? json.getText() : null;
  }

  /** Accepts JSON's true and false only; neither {@code "true"} nor {@code 1} is a flag. */
  private static @Nullable Boolean flag(JsonParser json) {
    boolean yes = is(json, JsonToken.VALUE_TRUE);
    return (yes || is(json, JsonToken.VALUE_FALSE)) ? Boolean.valueOf(yes) : null;
  }

  private static boolean is(JsonParser json, JsonToken token) {
    return json.currentToken() == token;
  }

  boolean queued() {
    return "queued".equals(status);
  }

  boolean duplicate() {
    return "duplicate".equals(status);
  }

  boolean invalid() {
    return status != null && status.startsWith("invalid_");
  }

  /** Whether the status is one of the three field faults that the guides name. */
  boolean namesField() {
    return status != null && FIELD_FAULTS.contains(status);
  }
}
