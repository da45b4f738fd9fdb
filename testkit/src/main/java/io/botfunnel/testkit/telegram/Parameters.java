package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.botfunnel.testkit.Query;
import io.botfunnel.testkit.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of a Bot API call, sent in any of the four supported ways. */
record Parameters(ObjectNode fields) {

  static Parameters read(HttpExchange exchange) throws IOException, Violation {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    ObjectNode fields = TelegramJson.object();
    Query.parse(exchange.getRequestURI().getRawQuery()).forEach(fields::put);
    addBody(fields, body, type == null ? "" : type);
    return new Parameters(fields);
  }

  /** Returns a string, or the digits of a number; null if missing. */
  @Nullable String text(String name) {
    JsonNode node = fields.path(name);
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  String required(String name, String otherwise) throws Violation {
    String text = text(name);
    if (text == null || text.isEmpty()) {
      throw TelegramJson.badRequest(otherwise);
    }
    return text;
  }

  long number(String name, long otherwise) {
    return fields.path(name).asLong(otherwise);
  }

  boolean flag(String name) {
    return fields.path(name).asBoolean(false);
  }

  /** Returns an object or a list, which a form carries as a string; null if missing. */
  @Nullable JsonNode json(String name) throws Violation {
    JsonNode node = fields.path(name);
    if (node.isTextual()) {
      return node.textValue().isEmpty() ? null : parsed(name, node.textValue());
    }
    return node.isMissingNode() || node.isNull() ? null : node;
  }

  /** Returns the id of the chat, which the call names by its number or its {@code @name}. */
  long chatId(Chats chats) throws Violation {
    String chat = required("chat_id", "chat_id is empty");
    if (chat.startsWith("@")) {
      return chats
          .named(chat.substring(1))
          .orElseThrow(() -> TelegramJson.badRequest("chat not found"));
    }
    if (!chat.matches("-?[0-9]{1,18}")) {
      throw TelegramJson.badRequest("chat not found");
    }
    return Long.parseLong(chat);
  }

  private static void addBody(ObjectNode fields, byte[] body, String type) throws Violation {
    String text = new String(body, StandardCharsets.UTF_8);
    String kind = type.toLowerCase(Locale.ROOT);
    if (kind.startsWith("application/json") && !text.isBlank()) {
      fields.setAll(object(text));
    } else if (kind.startsWith("application/x-www-form-urlencoded")) {
      Query.parse(text).forEach(fields::put);
    } else if (kind.startsWith("multipart/form-data")) {
      Multipart.parse(body, type).forEach(fields::put);
    }
  }

  private static ObjectNode object(String text) throws Violation {
    if (parsed("the request", text) instanceof ObjectNode object) {
      return object;
    }
    throw TelegramJson.badRequest("object expected as the request");
  }

  private static JsonNode parsed(String what, String text) throws Violation {
    try {
      return TelegramJson.parse(text);
    } catch (JsonProcessingException e) {
      throw TelegramJson.badRequest("can't parse " + what + " JSON object");
    }
  }
}
