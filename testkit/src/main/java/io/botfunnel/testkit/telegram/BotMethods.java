package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.testkit.Answer;
import io.botfunnel.testkit.Violation;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Bot API methods that the server supports, by name. Thread-safe. */
final class BotMethods {
  private final Stage stage;
  private final Map<String, Method> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> names = new TreeMap<>();

  BotMethods(Stage stage) {
    this.stage = stage;
    add("getMe", parameters -> stage.bot().me().toString());
    add("getUpdates", this::getUpdates);
    add("setWebhook", this::setWebhook);
    add("deleteWebhook", this::deleteWebhook);
    add("getWebhookInfo", parameters -> webhookInfo().toString());
    add("sendMessage", this::sendMessage);
    add("editMessageText", this::editMessageText);
    add("answerCallbackQuery", this::answerCallbackQuery);
    add("setMyCommands", this::setMyCommands);
    add("getChat", this::getChat);
    add("getChatMember", this::getChatMember);
  }

  /** Returns the name as Telegram spells it, or unchanged if Telegram has no such method. */
  String spelled(String name) {
    return names.getOrDefault(name.toLowerCase(Locale.ROOT), name);
  }

  Answer call(String name, Parameters parameters) throws InterruptedException {
    Method method = byName.get(name);
    if (method == null) {
      return TelegramJson.error(404, "Not Found: method not found");
    }
    try {
      return TelegramJson.ok(method.result(parameters));
    } catch (Violation violation) {
      return violation.answer();
    }
  }

  private void add(String name, Method method) {
    byName.put(name, method);
    names.put(name.toLowerCase(Locale.ROOT), name);
  }

  private String getUpdates(Parameters parameters) throws Violation, InterruptedException {
    return "[" + String.join(",", stage.updates.poll(PollRequest.of(parameters))) + "]";
  }

  private String setWebhook(Parameters parameters) throws Violation {
    BotWebhook wanted = BotWebhook.of(parameters);
    JsonNode allowed = parameters.json("allowed_updates");
    if (allowed != null) {
      stage.updates.allow(AllowedUpdates.of(allowed));
    }
    return webhook(wanted, parameters);
  }

  private String deleteWebhook(Parameters parameters) {
    return webhook(BotWebhook.NONE, parameters);
  }

  private String webhook(BotWebhook wanted, Parameters parameters) {
    if (parameters.flag("drop_pending_updates")) {
      stage.updates.dropPending();
    }
    stage.updates.setWebhook(wanted);
    return "true";
  }

  private ObjectNode webhookInfo() {
    ObjectNode info =
        TelegramJson.object()
            .put("url", stage.updates.webhook().url())
            .put("has_custom_certificate", false)
            .put("pending_update_count", stage.updates.pending());
    UpdateQueue.WebhookError error = stage.updates.webhookError();
    if (error.date() > 0) {
      info.put("last_error_date", error.date()).put("last_error_message", error.message());
    }
    stage.updates.allowed().kinds().forEach(info.withArrayProperty("allowed_updates")::add);
    return info;
  }

  private String sendMessage(Parameters parameters) throws Violation {
    long chatId = parameters.chatId(stage.chats);
    String text = parameters.required("text", "message text is empty");
    JsonNode markup = markup(parameters);
    requireNotBlocked(chatId);
    ObjectNode message = TelegramJson.withText(stage.message(stage.bot().user(), chatId), text);
    stage.messages.send(message, markup);
    return message.toString();
  }

  private String editMessageText(Parameters parameters) throws Violation {
    return stage
        .messages
        .edit(
            parameters.chatId(stage.chats),
            parameters.number("message_id", 0),
            parameters.required("text", "message text is empty"),
            markup(parameters),
            stage.date())
        .toString();
  }

  private String answerCallbackQuery(Parameters parameters) throws Violation {
    if (!stage.closeCallback(parameters.required("callback_query_id", "query ID is empty"))) {
      throw TelegramJson.badRequest(
          "query is too old and response timeout expired or query ID is invalid");
    }
    return "true";
  }

  private String setMyCommands(Parameters parameters) throws Violation {
    if (parameters.json("commands") == null) {
      throw TelegramJson.badRequest("parameter \"commands\" is required");
    }
    return "true";
  }

  private String getChat(Parameters parameters) throws Violation {
    return stage
        .chats
        .chat(knownChat(parameters))
        .put("accent_color_id", 0)
        .put("max_reaction_count", 11)
        .toString();
  }

  private String getChatMember(Parameters parameters) throws Violation {
    long chatId = knownChat(parameters);
    long userId = parameters.number("user_id", 0);
    return userId == stage.bot().id() ? bot(chatId) : member(chatId, userId).toString();
  }

  /**
   * Fails as Telegram does: it finds no chat that the bot has not met, and forbids one that removed
   * it.
   */
  private long knownChat(Parameters parameters) throws Violation {
    long chatId = parameters.chatId(stage.chats);
    String bot = chatId > 0 ? "member" : stage.chats.bot(chatId);
    if (bot.equals(Chats.UNKNOWN)) {
      throw TelegramJson.badRequest("chat not found");
    }
    if (bot.equals("kicked")) {
      String type = stage.chats.chat(chatId).path("type").asText();
      throw new Violation(
          TelegramJson.error(403, "Forbidden: bot was kicked from the " + type + " chat"));
    }
    return chatId;
  }

  private String bot(long chatId) {
    String status = stage.chats.bot(chatId);
    if (status.equals("administrator")) {
      return botAsAdministrator().toString();
    }
    ObjectNode member = TelegramJson.object();
    member.set("user", stage.bot().user());
    return member.put("status", status).toString();
  }

  private ObjectNode member(long chatId, long userId) {
    ObjectNode member = TelegramJson.object();
    member.set("user", Chats.user(userId));
    return member.put("status", stage.chats.isMember(chatId, userId) ? "member" : "left");
  }

  private ObjectNode botAsAdministrator() {
    ObjectNode member = TelegramJson.object();
    member.set("user", stage.bot().user());
    return member
        .put("status", "administrator")
        .put("can_be_edited", false)
        .put("is_anonymous", false)
        .put("can_manage_chat", true)
        .put("can_delete_messages", true)
        .put("can_manage_video_chats", true)
        .put("can_restrict_members", true)
        .put("can_promote_members", false)
        .put("can_change_info", true)
        .put("can_invite_users", true)
        .put("can_post_stories", true)
        .put("can_edit_stories", true)
        .put("can_delete_stories", true);
  }

  private void requireNotBlocked(long chatId) throws Violation {
    if (stage.chats.blocked(chatId)) {
      throw new Violation(TelegramJson.error(403, "Forbidden: bot was blocked by the user"));
    }
  }

  private static @Nullable JsonNode markup(Parameters parameters) throws Violation {
    return parameters.json("reply_markup");
  }

  private interface Method {
    /** Returns the result as JSON. */
    String result(Parameters parameters) throws Violation, InterruptedException;
  }
}
