package io.botfunnel.tracking.internal.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.telegram.telegrambots.meta.api.objects.Update;

/** Updates as Telegram sends them, parsed the way the library parses them. */
public final class RawUpdates {
  public static final long USER = 555123L;
  public static final int DATE = 1_790_000_000;

  private static final ObjectMapper LIBRARY = new ObjectMapper();

  private RawUpdates() {}

  public static Update parsed(String json) {
    try {
      return LIBRARY.readValue(json, Update.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(json, broken);
    }
  }

  public static Update privateText(int updateId, String text) {
    return parsed(privateTextJson(updateId, text));
  }

  public static String privateTextJson(int updateId, String text) {
    return message(updateId, "message", user(), privateChat(), "", text);
  }

  public static Update groupText(int updateId, String text) {
    return parsed(message(updateId, "message", user(), chat("supergroup"), "", text));
  }

  /** Any update that carries a message; {@code extra} is a list of fields with a comma behind. */
  public static String message(
      int updateId, String kind, String from, String chat, String extra, String text) {
    return """
        {"update_id":%d,"%s":{"message_id":42,%s%s%s"date":%d,"text":"%s",
         "entities":[{"offset":0,"length":%d,"type":"bot_command"}]}}"""
        .formatted(updateId, kind, from, chat, extra, DATE, text, Math.min(6, text.length()));
  }

  public static String user() {
    return """
        "from":{"id":555123,"is_bot":false,"first_name":"Zoë","username":"zoe","language_code":"de"},""";
  }

  public static String privateChat() {
    return """
        "chat":{"id":555123,"first_name":"Zoë","username":"zoe","type":"private"},""";
  }

  public static String chat(String type) {
    return """
        "chat":{"id":-1001234567890,"title":"A chat","type":"%s"},"""
        .formatted(type);
  }
}
