package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people and chats that the bot can meet. Thread-safe. */
final class Chats {
  /** The bot's status in a chat that it has never met. */
  static final String UNKNOWN = "unknown";

  private final Map<Long, String> types = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, String> bot = new HashMap<>();
  private final Set<Membership> members = new HashSet<>();
  private final Set<Long> blockers = new HashSet<>();

  static ObjectNode user(long id) {
    return TelegramJson.object()
        .put("id", id)
        .put("is_bot", false)
        .put("first_name", "User " + id)
        .put("username", "user" + id)
        .put("language_code", "en");
  }

  /**
   * Returns the chat as updates and messages carry it. It is private if the id is above 0;
   * otherwise a supergroup unless declared.
   */
  synchronized ObjectNode chat(long id) {
    ObjectNode chat = TelegramJson.object().put("id", id);
    if (id > 0) {
      chat.put("first_name", "User " + id).put("username", "user" + id);
      return chat.put("type", "private");
    }
    chat.put("title", "Chat " + id);
    if (names.containsKey(id)) {
      chat.put("username", names.get(id));
    }
    return chat.put("type", types.getOrDefault(id, "supergroup"));
  }

  synchronized void name(long chatId, String name) {
    names.put(chatId, name);
  }

  /** Returns the chat with a public name, ignoring case. */
  synchronized Optional<Long> named(String name) {
    return names.entrySet().stream()
        .filter(chat -> chat.getValue().equalsIgnoreCase(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  synchronized void botIs(long chatId, String status) {
    bot.put(chatId, status);
  }

  /** Returns the bot's status in a chat: administrator unless set. */
  synchronized String bot(long chatId) {
    return bot.getOrDefault(chatId, "administrator");
  }

  /** Makes a chat a channel, unless its type is already set. */
  synchronized void declareChannel(long chatId) {
    types.putIfAbsent(chatId, "channel");
  }

  synchronized void declare(long chatId, String type) {
    types.put(chatId, type);
  }

  /** Adds a member; returns whether that changed anything. */
  synchronized boolean join(long chatId, long userId) {
    return members.add(new Membership(chatId, userId));
  }

  /** Removes a member; returns whether that changed anything. */
  synchronized boolean leave(long chatId, long userId) {
    return members.remove(new Membership(chatId, userId));
  }

  synchronized boolean isMember(long chatId, long userId) {
    return members.contains(new Membership(chatId, userId));
  }

  synchronized void block(long userId) {
    blockers.add(userId);
  }

  synchronized void unblock(long userId) {
    blockers.remove(userId);
  }

  synchronized boolean blocked(long userId) {
    return blockers.contains(userId);
  }

  private record Membership(long chatId, long userId) {}
}
