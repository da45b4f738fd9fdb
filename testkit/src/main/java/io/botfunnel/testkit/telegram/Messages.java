package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.testkit.AppendOnly;
import io.botfunnel.testkit.Violation;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The bot's own messages, as Telegram keeps them. Thread-safe. */
final class Messages {
  private static final int REMEMBERED = 10_000;

  private final AppendOnly<SentMessage> sent = new AppendOnly<>();
  private final NavigableMap<Long, ObjectNode> byId = new TreeMap<>();
  private long lastId;

  synchronized long nextId() {
    return ++lastId;
  }

  List<SentMessage> sent() {
    return sent.snapshot();
  }

  synchronized void send(ObjectNode message, @Nullable JsonNode markup) {
    keep(message, markup);
    list(message, markup, false);
  }

  /** Changes the text of a message; returns the changed message. */
  synchronized ObjectNode edit(
      long chatId, long messageId, String text, @Nullable JsonNode markup, long date)
      throws Violation {
    ObjectNode message = byId.get(messageId);
    if (message == null || chatOf(message) != chatId) {
      throw TelegramJson.badRequest("message to edit not found");
    }
    if (text.equals(message.path("text").asText()) && sameMarkup(message, markup)) {
      throw TelegramJson.badRequest(
          "message is not modified: specified new message content and reply markup are exactly "
              + "the same as a current content and reply markup of the message");
    }
    ObjectNode edited = TelegramJson.withText(message.deepCopy(), text).put("edit_date", date);
    edited.remove("reply_markup");
    keep(edited, markup);
    list(edited, markup, true);
    return edited;
  }

  /** Returns the message with this button, else the last one of the chat, else null. */
  synchronized @Nullable ObjectNode pressed(long chatId, String callbackData) {
    ObjectNode last = null;
    for (ObjectNode message : byId.descendingMap().values()) {
      if (chatOf(message) == chatId) {
        if (message.path("reply_markup").findValuesAsText("callback_data").contains(callbackData)) {
          return message.deepCopy();
        }
        last = last == null ? message.deepCopy() : last;
      }
    }
    return last;
  }

  private void keep(ObjectNode message, @Nullable JsonNode markup) {
    if (markup != null && markup.has("inline_keyboard")) {
      message.set("reply_markup", markup); // other keyboards are not part of a message
    }
    byId.put(message.path("message_id").asLong(), message);
    if (byId.size() > REMEMBERED) {
      byId.pollFirstEntry();
    }
  }

  private void list(ObjectNode message, @Nullable JsonNode markup, boolean edit) {
    sent.add(
        new SentMessage(
            chatOf(message),
            message.path("message_id").asLong(),
            message.path("text").asText(),
            markup == null ? null : markup.toString(),
            edit));
  }

  private static boolean sameMarkup(ObjectNode message, @Nullable JsonNode markup) {
    JsonNode current = message.path("reply_markup");
    return markup == null ? current.isMissingNode() : current.equals(markup);
  }

  private static long chatOf(ObjectNode message) {
    return message.path("chat").path("id").asLong();
  }
}
