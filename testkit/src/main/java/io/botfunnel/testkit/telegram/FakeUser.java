package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A Telegram user whom a test plays. Every verb queues one update with the fields that Telegram
 * sends, and returns the user for the next verb. Thread-safe.
 *
 * <p>As with Telegram, an update is lost if the bot has not requested its kind ({@code
 * allowed_updates}) when it happens. By default that applies to {@link #joins} and {@link #leaves}.
 */
public final class FakeUser {
  private final Stage stage;
  private final long id;
  private final long chatId;

  FakeUser(Stage stage, long id, long chatId) {
    this.stage = stage;
    this.id = id;
    this.chatId = chatId;
  }

  /** Returns the user's id, which is also the id of the private chat. */
  public long id() {
    return id;
  }

  /** Returns this user, speaking in a group. */
  public FakeUser inGroup(long groupId) {
    return new FakeUser(stage, id, groupId);
  }

  /** Returns this user, speaking in the private chat with the bot. */
  public FakeUser inPrivate() {
    return new FakeUser(stage, id, id);
  }

  /** Presses Start without a payload. */
  public FakeUser starts() {
    return says(startCommand());
  }

  /**
   * Follows a deep link.
   *
   * @param payload such as {@code fb_abc}; Telegram's links carry at most 64 of {@code
   *     A-Za-z0-9_-}, but a user can type anything
   */
  public FakeUser starts(String payload) {
    return says(startCommand() + " " + payload);
  }

  /** Sends a text; commands in it become entities. */
  public FakeUser says(String text) {
    return push("message", TelegramJson.withText(message(), text));
  }

  /**
   * Presses an inline button of the newest message that has it, or else of the chat's last message.
   */
  public FakeUser presses(String callbackData) {
    ObjectNode query = TelegramJson.object().put("id", stage.openCallback());
    query.set("from", Chats.user(id));
    query.set("message", pressed(callbackData));
    query.put("chat_instance", String.valueOf(-7_000_000_000L - chatId));
    return push("callback_query", query.put("data", callbackData));
  }

  /**
   * Joins a channel that the bot administers (update {@code chat_member}); only the first time
   * counts.
   */
  public FakeUser joins(long channelId) {
    return joins(channelId, Chats.user(id), false);
  }

  /**
   * Asks to join (update {@code chat_join_request}); the user is no member until an administrator
   * admits them.
   */
  public FakeUser asksToJoin(long channelId) {
    stage.chats.declareChannel(channelId);
    ObjectNode request = TelegramJson.object();
    request.set("chat", stage.chats.chat(channelId));
    request.set("from", Chats.user(id));
    request.put("user_chat_id", id).put("date", stage.date());
    return administered(channelId) ? push("chat_join_request", request) : this;
  }

  /**
   * Is admitted after asking (update {@code chat_member} from the administrator, {@code
   * via_join_request}); only the first time counts.
   */
  public FakeUser isLetIn(long channelId, long byAdministrator) {
    return joins(channelId, Chats.user(byAdministrator), true);
  }

  /** Leaves a channel (update {@code chat_member}), if the user is a member. */
  public FakeUser leaves(long channelId) {
    if (!stage.chats.leave(channelId, id) || !administered(channelId)) {
      return this;
    }
    return push("chat_member", change(channelId, Chats.user(id), "member", "left"));
  }

  private FakeUser joins(long channelId, ObjectNode actor, boolean byRequest) {
    stage.chats.declareChannel(channelId);
    if (!stage.chats.join(channelId, id) || !administered(channelId)) {
      return this;
    }
    ObjectNode change = change(channelId, Chats.user(id), "left", "member");
    change.set("from", actor);
    return push("chat_member", byRequest ? change.put("via_join_request", true) : change);
  }

  /** Telegram reports the membership of others only to a bot that is an administrator. */
  private boolean administered(long chatId) {
    return stage.chats.bot(chatId).equals("administrator");
  }

  /**
   * Pays an invoice.
   *
   * @param currency ISO-4217, or {@code XTR} for Stars
   * @param totalAmount in the smallest unit of the currency; whole Stars for {@code XTR}
   * @param chargeId Telegram's id of the payment
   */
  public FakeUser pays(String currency, long totalAmount, String chargeId) {
    ObjectNode message = message();
    message.set("successful_payment", payment(currency, totalAmount, chargeId));
    return push("message", message);
  }

  /**
   * Pays for another period of a subscription, which Telegram charges automatically.
   *
   * @param stars whole Stars, the only currency of subscriptions
   * @param chargeId Telegram's id of this payment; each period has its own
   */
  public FakeUser paysForAPeriod(long stars, String chargeId, boolean first) {
    ObjectNode payment = payment("XTR", stars, chargeId);
    payment.put("subscription_expiration_date", stage.date() + 2_592_000).put("is_recurring", true);
    ObjectNode message = message();
    message.set("successful_payment", first ? payment.put("is_first_recurring", true) : payment);
    return push("message", message);
  }

  /** Receives a refund (a message with {@code refunded_payment}). */
  public FakeUser isRefunded(String currency, long totalAmount, String chargeId) {
    ObjectNode message = message();
    message.set("refunded_payment", payment(currency, totalAmount, chargeId));
    return push("message", message);
  }

  private static ObjectNode payment(String currency, long totalAmount, String chargeId) {
    return TelegramJson.object()
        .put("currency", currency)
        .put("total_amount", totalAmount)
        .put("invoice_payload", "invoice-" + chargeId)
        .put("telegram_payment_charge_id", chargeId)
        .put("provider_payment_charge_id", "provider-" + chargeId);
  }

  /** Blocks the bot (update {@code my_chat_member}): sendMessage answers 403 from then on. */
  public FakeUser blocks() {
    stage.chats.block(id);
    return push("my_chat_member", change(id, stage.bot().user(), "member", "kicked"));
  }

  /** Unblocks the bot (update {@code my_chat_member}). */
  public FakeUser unblocks() {
    stage.chats.unblock(id);
    return push("my_chat_member", change(id, stage.bot().user(), "kicked", "member"));
  }

  @Override
  public String toString() {
    return "FakeUser[" + id + " in " + chatId + "]";
  }

  private String startCommand() {
    return chatId == id ? "/start" : "/start@" + stage.bot().username();
  }

  private ObjectNode message() {
    return stage.message(Chats.user(id), chatId);
  }

  private ObjectNode pressed(String callbackData) {
    ObjectNode message = stage.messages.pressed(chatId, callbackData);
    if (message != null) {
      return message;
    }
    ObjectNode inaccessible = TelegramJson.object(); // date 0: how Telegram marks a message too old
    inaccessible.set("chat", stage.chats.chat(chatId));
    return inaccessible.put("message_id", stage.messages.nextId()).put("date", 0);
  }

  private ObjectNode change(long inChat, ObjectNode who, String before, String after) {
    ObjectNode change = TelegramJson.object();
    change.set("chat", stage.chats.chat(inChat));
    change.set("from", Chats.user(id));
    change.put("date", stage.date());
    change.set("old_chat_member", member(who, before));
    change.set("new_chat_member", member(who, after));
    return change;
  }

  private static ObjectNode member(ObjectNode who, String status) {
    ObjectNode member = TelegramJson.object();
    member.set("user", who);
    member.put("status", status);
    return status.equals("kicked") ? member.put("until_date", 0) : member;
  }

  private FakeUser push(String kind, ObjectNode content) {
    ObjectNode update = TelegramJson.object();
    update.set(kind, content);
    stage.updates.push(update);
    return this;
  }
}
