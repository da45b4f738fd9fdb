package io.botfunnel.starter.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.tracking.telegram.CaptureRules;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Checks that the bot is an administrator of the chats in {@code tracking.subscribed.chats}:
 * Telegram reports who joins only to administrators.
 */
final class ChatsCheck {
  private static final String CHECK = "chats";
  private static final String MAKE_IT_ONE =
      "Make the bot an administrator there, in the chat's own settings; no single right is needed";

  private final FindingCollector findings;
  private final TelegramProbe telegram;

  ChatsCheck(FindingCollector findings, TelegramProbe telegram) {
    this.findings = findings;
    this.telegram = telegram;
  }

  void look(CaptureRules rules, long botId) {
    findings.good(
        "allowed-updates",
        "Telegram is asked for what tracking needs, beside the bot's own: "
            + String.join(", ", rules.neededUpdates()));
    rules.subscribedChats().stream()
        .sorted(Comparator.comparing(SubscribedChat::name))
        .forEach(chat -> look(chat, botId));
  }

  private void look(SubscribedChat chat, long botId) {
    String query = "chat_id=" + URLEncoder.encode(chat.name(), StandardCharsets.UTF_8);
    TelegramProbe.Answer known = telegram.call("getChat?" + query);
    if (known.ok()) {
      bot(
          named(chat, known.result()),
          telegram.call("getChatMember?user_id=" + botId + "&" + query));
    } else if (known.status() / 100 == 4 && known.status() != 429) {
      notFound(chat, known);
    } else {
      notTold(chat.name(), known);
    }
  }

  private static String named(SubscribedChat chat, JsonNode known) {
    return "%s (%s)".formatted(chat, known.path("title").asText());
  }

  private void notFound(SubscribedChat chat, TelegramProbe.Answer answer) {
    findings.failed(
        CHECK,
        "The bot does not know the chat %s of tracking.subscribed.chats: %s"
            .formatted(chat, answer.problem()),
        "Correct the id or the name, and add the bot there as an administrator; a group that became"
            + " a supergroup has a new id");
  }

  private void notTold(String chat, TelegramProbe.Answer answer) {
    findings.warning(
        CHECK,
        "Telegram does not say what the bot is in %s: %s".formatted(chat, answer.problem()),
        "Repeat this");
  }

  private void bot(String chat, TelegramProbe.Answer membership) {
    if (!membership.ok()) {
      notTold(chat, membership);
      return;
    }
    switch (membership.result().path("status").asText()) {
      case "administrator", "creator" -> findings.good(CHECK, "The bot is told who joins " + chat);
      case "member", "restricted" ->
          findings.failed(
              CHECK,
              "The bot is no administrator of %s: Telegram does not tell it who joins"
                  .formatted(chat),
              MAKE_IT_ONE);
      default ->
          findings.failed(
              CHECK,
              "The bot is not in %s: Telegram does not tell it who joins".formatted(chat),
              "Add the bot there as an administrator; no single right is needed");
    }
  }
}
