package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.testkit.Answer;
import io.botfunnel.testkit.Violation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Bot API's answers, and the parts that its objects share. */
final class TelegramJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COMMAND =
      Pattern.compile("(?<=^|\\s)/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]{3,32})?");

  private TelegramJson() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static JsonNode parse(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }

  static Answer ok(String result) {
    return Answer.json(200, "{\"ok\":true,\"result\":" + result + "}");
  }

  static Answer error(int code, String description) {
    return Answer.json(code, failure(code, description).toString());
  }

  static Answer tooManyRequests(long seconds) {
    ObjectNode body = failure(429, "Too Many Requests: retry after " + seconds);
    body.putObject("parameters").put("retry_after", seconds);
    return Answer.json(429, body.toString()).with("Retry-After", String.valueOf(seconds));
  }

  static Violation badRequest(String rule) {
    return new Violation(error(400, "Bad Request: " + rule));
  }

  static Violation conflict(String reason) {
    return new Violation(error(409, "Conflict: " + reason));
  }

  /**
   * Sets the text and an entity for each command in it; Telegram and Java both count offsets in
   * UTF-16 units.
   */
  static ObjectNode withText(ObjectNode message, String text) {
    message.put("text", text).remove("entities");
    Matcher commands = COMMAND.matcher(text);
    while (commands.find()) {
      ArrayNode entities = message.withArrayProperty("entities");
      entities
          .addObject()
          .put("offset", commands.start())
          .put("length", commands.end() - commands.start())
          .put("type", "bot_command");
    }
    return message;
  }

  private static ObjectNode failure(int code, String description) {
    return object().put("ok", false).put("error_code", code).put("description", description);
  }
}
