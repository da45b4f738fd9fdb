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
  private static final String MAKE_ADMINISTRATOR =
      "Make the bot an administrator in the chat's settings; it needs no particular right";

  private final FindingCollector findings;
  private final TelegramProbe telegram;

  ChatsCheck(FindingCollector findings, TelegramProbe telegram) {
    this.findings = findings;
    this.telegram = telegram;
  }

  void check(CaptureRules rules, long botId) {
    findings.good(
        "allowed-updates",
        "Besides the bot's own update kinds, tracking requests: "
            + String.join(", ", rules.neededUpdates()));
    rules.subscribedChats().stream()
        .sorted(Comparator.comparing(SubscribedChat::name))
        .forEach(chat -> check(chat, botId));
  }

  private void check(SubscribedChat chat, long botId) {
    String query = "chat_id=" + URLEncoder.encode(chat.name(), StandardCharsets.UTF_8);
    TelegramProbe.ProbeResult known = telegram.call("getChat?" + query);
    if (known.ok()) {
      bot(
          named(chat, known.result()),
          telegram.call("getChatMember?user_id=" + botId + "&" + query));
    } else if (known.status() / 100 == 4 && known.status() != 429) {
      notFound(chat, known);
    } else {
      unknownRole(chat.name(), known);
    }
  }

  private static String named(SubscribedChat chat, JsonNode known) {
    return "%s (%s)".formatted(chat, known.path("title").asText());
  }

  private void notFound(SubscribedChat chat, TelegramProbe.ProbeResult answer) {
    findings.failed(
        CHECK,
        "The bot does not know the chat %s of tracking.subscribed.chats: %s"
            .formatted(chat, answer.problem()),
        "Correct the id or the name, and add the bot there as an administrator. A group that became"
            + " a supergroup has a new id");
  }

  private void unknownRole(String chat, TelegramProbe.ProbeResult answer) {
    findings.warning(
        CHECK,
        "The bot's role in %s is unknown: %s".formatted(chat, answer.problem()),
        "Run doctor again");
  }

  private void bot(String chat, TelegramProbe.ProbeResult membership) {
    if (!membership.ok()) {
      unknownRole(chat, membership);
      return;
    }
    switch (membership.result().path("status").asText()) {
      case "administrator", "creator" ->
          findings.good(CHECK, "Telegram reports to the bot who joins " + chat);
      case "member", "restricted" ->
          findings.failed(
              CHECK,
              "The bot is not an administrator of %s, so Telegram does not report who joins"
                  .formatted(chat),
              MAKE_ADMINISTRATOR);
      default ->
          findings.failed(
              CHECK,
              "The bot is not in %s, so Telegram does not report who joins".formatted(chat),
              "Add the bot there as an administrator; it needs no particular right");
    }
  }
}
