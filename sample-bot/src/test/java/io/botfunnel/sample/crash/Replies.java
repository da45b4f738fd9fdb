package io.botfunnel.sample.crash;

import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.telegram.SentMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the bot has said, by chat; each message is looked at once. Thread-safe. */
final class Replies {
  private final BotApiServer telegram;
  private final Map<Long, List<String>> byChat = new HashMap<>();
  private int seen;

  Replies(BotApiServer telegram) {
    this.telegram = telegram;
  }

  /** In order. */
  synchronized List<String> in(long chat) {
    List<SentMessage> all = telegram.sent();
    for (SentMessage message : all.subList(seen, all.size())) {
      byChat.computeIfAbsent(message.chatId(), any -> new ArrayList<>()).add(message.text());
    }
    seen = all.size();
    return List.copyOf(byChat.getOrDefault(chat, List.of()));
  }

  /** Whether a reply in that chat has each of these. */
  boolean has(long chat, List<String> all) {
    List<String> replies = in(chat);
    return all.stream().allMatch(each -> replies.stream().anyMatch(reply -> reply.contains(each)));
  }
}
