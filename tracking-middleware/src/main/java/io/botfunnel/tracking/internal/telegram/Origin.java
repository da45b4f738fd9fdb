package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.internal.lane.LaneName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.ChatJoinRequest;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.boost.ChatBoostRemoved;
import org.telegram.telegrambots.meta.api.objects.boost.ChatBoostUpdated;
import org.telegram.telegrambots.meta.api.objects.business.BusinessConnection;
import org.telegram.telegrambots.meta.api.objects.business.BusinessMessagesDeleted;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.inlinequery.ChosenInlineQuery;
import org.telegram.telegrambots.meta.api.objects.inlinequery.InlineQuery;
import org.telegram.telegrambots.meta.api.objects.managed.ManagedBotUpdated;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.payments.BotSubscriptionUpdated;
import org.telegram.telegrambots.meta.api.objects.payments.PaidMediaPurchased;
import org.telegram.telegrambots.meta.api.objects.payments.PreCheckoutQuery;
import org.telegram.telegrambots.meta.api.objects.payments.ShippingQuery;
import org.telegram.telegrambots.meta.api.objects.polls.PollAnswer;
import org.telegram.telegrambots.meta.api.objects.reactions.MessageReactionCountUpdated;
import org.telegram.telegrambots.meta.api.objects.reactions.MessageReactionUpdated;

/**
 * The chat and user that an update came from; the library has no helper for it. If a chat's member
 * changes, the user is that member, not the one who made the change.
 *
 * @param updateId Telegram's id of the update
 * @param chatId the chat of the update; a pre-checkout query has none, so it never waits behind a
 *     chat's messages: Telegram allows ten seconds for it
 * @param userId the user whom the update is about; channel posts and the like have none
 */
public record Origin(int updateId, Optional<Long> chatId, Optional<Long> userId) {
  private static final List<Function<Update, Optional<Chat>>> CHATS =
      List.of(
          by(Update::getMessage, Message::getChat),
          by(Update::getEditedMessage, Message::getChat),
          by(Update::getChannelPost, Message::getChat),
          by(Update::getEditedChannelPost, Message::getChat),
          by(Update::getBusinessMessage, Message::getChat),
          by(Update::getEditedBuinessMessage, Message::getChat),
          by(Update::getDeletedBusinessMessages, BusinessMessagesDeleted::getChat),
          by(Update::getGuestMessage, Message::getChat),
          update ->
              by(Update::getCallbackQuery, CallbackQuery::getMessage)
                  .apply(update)
                  .map(MaybeInaccessibleMessage::getChat),
          by(Update::getMyChatMember, ChatMemberUpdated::getChat),
          by(Update::getChatMember, ChatMemberUpdated::getChat),
          by(Update::getChatJoinRequest, ChatJoinRequest::getChat),
          by(Update::getMessageReaction, MessageReactionUpdated::getChat),
          by(Update::getMessageReactionCount, MessageReactionCountUpdated::getChat),
          by(Update::getChatBoost, ChatBoostUpdated::getChat),
          by(Update::getRemovedChatBoost, ChatBoostRemoved::getChat),
          by(Update::getPollAnswer, PollAnswer::getVoterChat));

  private static final List<Function<Update, Optional<User>>> USERS =
      List.of(
          by(Update::getMessage, Message::getFrom),
          by(Update::getEditedMessage, Message::getFrom),
          by(Update::getBusinessMessage, Message::getFrom),
          by(Update::getEditedBuinessMessage, Message::getFrom),
          by(Update::getGuestMessage, Message::getFrom),
          by(Update::getCallbackQuery, CallbackQuery::getFrom),
          by(Update::getMyChatMember, ChatMemberUpdated::getFrom),
          // A status that the library does not know leaves no new member
          update ->
              by(Update::getChatMember, ChatMemberUpdated::getNewChatMember)
                  .apply(update)
                  .map(ChatMember::getUser),
          by(Update::getChatJoinRequest, ChatJoinRequest::getUser),
          by(Update::getMessageReaction, MessageReactionUpdated::getUser),
          by(Update::getInlineQuery, InlineQuery::getFrom),
          by(Update::getChosenInlineQuery, ChosenInlineQuery::getFrom),
          by(Update::getShippingQuery, ShippingQuery::getFrom),
          by(Update::getPreCheckoutQuery, PreCheckoutQuery::getFrom),
          by(Update::getPollAnswer, PollAnswer::getUser),
          by(Update::getBusinessConnection, BusinessConnection::getUser),
          by(Update::getPaidMediaPurchased, PaidMediaPurchased::getUser),
          by(Update::getManagedBot, ManagedBotUpdated::getUser),
          by(Update::getSubscription, BotSubscriptionUpdated::getUser));

  /** Returns the origin of an update. */
  public static Origin of(Update update) {
    return new Origin(
        update.getUpdateId(), chat(update).map(Chat::getId), user(update).map(User::getId));
  }

  /** Returns the chat of an update. */
  public static Optional<Chat> chat(Update update) {
    return first(CHATS, update);
  }

  /** Returns the user whom an update is about. */
  public static Optional<User> user(Update update) {
    return first(USERS, update);
  }

  /**
   * The inbox lane that keeps the update in order: its chat's, else its user's, else one of its
   * own.
   */
  String lane() {
    return chatId
        .map(LaneName::ofChat)
        .or(() -> userId.map(LaneName::ofUser))
        .orElseGet(() -> LaneName.ofUpdate(updateId))
        .value();
  }

  private static <T> Optional<T> first(List<Function<Update, Optional<T>>> ways, Update update) {
    return ways.stream().flatMap(way -> way.apply(update).stream()).findFirst();
  }

  private static <P, T> Function<Update, Optional<T>> by(
      Function<Update, P> part, Function<P, T> whose) {
    return update -> Optional.ofNullable(part.apply(update)).map(whose);
  }
}
