package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The state that Bot API methods and played users share. Thread-safe. */
final class Stage {
  final UpdateQueue updates = new UpdateQueue();
  final Chats chats = new Chats();
  final Messages messages = new Messages();
  private final Set<String> openCallbacks = ConcurrentHashMap.newKeySet();
  private final AtomicLong callbacks = new AtomicLong(4_000_000_000_000_000_000L);
  private volatile BotProfile bot;
  private volatile Clock clock = Clock.systemUTC();

  Stage(BotProfile bot) {
    this.bot = bot;
  }

  BotProfile bot() {
    return bot;
  }

  void bot(BotProfile other) {
    bot = other;
  }

  void clock(Clock other) {
    clock = other;
  }

  /** Returns epoch seconds, the unit of every date of Telegram. */
  long date() {
    return clock.instant().getEpochSecond();
  }

  /** Returns the fields that every message has. */
  ObjectNode message(ObjectNode from, long chatId) {
    ObjectNode message = TelegramJson.object().put("message_id", messages.nextId());
    message.set("from", from);
    message.set("chat", chats.chat(chatId));
    return message.put("date", date());
  }

  String openCallback() {
    String id = String.valueOf(callbacks.incrementAndGet());
    openCallbacks.add(id);
    return id;
  }

  /** Closes a callback; returns whether it was open. */
  boolean closeCallback(String id) {
    return openCallbacks.remove(id);
  }
}
