package io.botfunnel.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A call to XTRACKER, parsed but not yet judged.
 *
 * @param token the token in the query of {@code /e}
 * @param body the body, or the query without its token
 * @param fields the fields of the body or the query; a missing node if the body is not JSON
 */
public record Incoming(
    String method, String path, @Nullable String token, String body, JsonNode fields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static Incoming read(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    return path.equals("/e")
        ? ofQuery(exchange)
        : ofBody(exchange.getRequestMethod(), path, new String(bytes, StandardCharsets.UTF_8));
  }

  /** Returns the text of a field; null if the field is not a string. */
  public @Nullable String text(String field) {
    return fields.path(field).textValue();
  }

  private static Incoming ofBody(String method, String path, String body) {
    return new Incoming(method, path, null, body, parsed(body));
  }

  private static Incoming ofQuery(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawQuery();
    Map<String, String> query = Query.parse(raw);
    String token = query.remove("token");
    return new Incoming(
        exchange.getRequestMethod(), "/e", token, withoutToken(raw), eventFields(query));
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * Returns the fields that a POST would have: {@code t} becomes the time, empty values are left
   * out.
   */
  private static JsonNode eventFields(Map<String, String> query) {
    ObjectNode fields = JSON.createObjectNode();
    query.forEach((name, value) -> put(fields, name, value));
    return fields;
  }

  private static void put(ObjectNode fields, String name, String value) {
    if (name.equals("t") && value.matches("-?[0-9]{1,18}")) {
      fields.put("occurred_at_ms", Long.parseLong(value));
    } else if (!value.isEmpty()) {
      fields.put(name.equals("t") ? "occurred_at_ms" : name, value);
    }
  }

  private static String withoutToken(@Nullable String raw) {
    StringJoiner kept = new StringJoiner("&");
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      if (!pair.equals("token") && !pair.startsWith("token=")) {
        kept.add(pair);
      }
    }
    return kept.toString();
  }
}
