package io.botfunnel.tracking.internal.telegram;

import static io.botfunnel.tracking.internal.telegram.RawUpdates.chat;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.message;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.privateChat;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.user;

import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.telegram.CaptureRules;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sound updates of many kinds, as the Bot API describes them: what the fuzzer starts from. */
public final class SampleUpdates {
  private static final String PERSON =
      "{\"id\":555123,\"is_bot\":false,\"first_name\":\"Zoë\",\"username\":\"zoe\"}";
  private static final String BOT = "{\"id\":9,\"is_bot\":true,\"first_name\":\"Bot\"}";
  private static final String CHAT = "{\"id\":-1001,\"type\":\"supergroup\",\"title\":\"t\"}";

  /** Every source switched on, for the chats of the samples. */
  public static final CaptureRules ALL_RULES =
      CaptureRules.STANDARD
          .withSubscribedChats(
              Set.of(
                  new SubscribedChat("@signalsvip"),
                  new SubscribedChat("-1001987654321"),
                  new SubscribedChat("-1001")))
          .withPayments(true)
          .withStarsRate(StarsRate.of("0.013 USD"));

  /** With every field of the Bot API, and some that nobody knows yet. */
  private static final List<String> FULL =
      List.of(
          "joined",
          "let-in",
          "asked-to-join",
          "paid",
          "paid-stars",
          "refunded",
          "blocked",
          "unblocked");

  private SampleUpdates() {}

  static List<String> all() {
    return Stream.concat(FULL.stream().map(name -> TelegramSample.of(name).json()), small())
        .toList();
  }

  private static Stream<String> small() {
    return Stream.of(
        RawUpdates.privateTextJson(1, "/start fb_abc"),
        RawUpdates.privateTextJson(1, "Zoë 🎲 \\\"quoted\\\" \\\\ \\u0000"),
        message(1, "message", user(), chat("supergroup"), "", "/start@MyShopBot fb_abc"),
        message(1, "edited_message", user(), privateChat(), "\"edit_date\":1790000001,", "hi"),
        message(1, "channel_post", "", chat("channel"), "", "news"),
        message(1, "business_message", user(), privateChat(), "", "hello"),
        message(1, "message", user(), privateChat(), forward(), "/start fb_abc"),
        message(1, "message", user(), privateChat(), reply(), "yes"),
        of(
            """
            "message":{"message_id":7,"from":$P,"chat":$C,"date":1790000000,
             "photo":[{"file_id":"f","file_unique_id":"u","width":90,"height":60,"file_size":1253}],
             "caption":"look","caption_entities":[{"offset":0,"length":4,"type":"text_link","url":"https://e.org"}],
             "reply_markup":{"inline_keyboard":[[{"text":"Go","callback_data":"go"},{"text":"U","url":"https://e.org"}]]}}"""),
        of(
            """
            "message":{"message_id":7,"from":$P,"chat":$C,"date":1790000000,
             "successful_payment":{"currency":"XTR","total_amount":25,"invoice_payload":"p",
             "telegram_payment_charge_id":"t","provider_payment_charge_id":"q"}}"""),
        of(
            """
            "message":{"message_id":7,"from":$P,"chat":$C,"date":1790000000,"new_chat_members":[$P,$B],
             "poll":{"id":"5","question":"?","options":[{"text":"a","voter_count":1}],"total_voter_count":1,
             "is_closed":false,"is_anonymous":true,"type":"regular","allows_multiple_answers":false}}"""),
        of(
            """
            "message":{"message_id":7,"from":$P,"chat":$C,"date":1790000000,
             "location":{"longitude":13.37,"latitude":52.51},"contact":{"phone_number":"+1","first_name":"Z"},
             "sticker":{"file_id":"f","file_unique_id":"u","type":"regular","width":1,"height":1,
             "is_animated":false,"is_video":false}}"""),
        of(
            """
            "callback_query":{"id":"9","from":$P,"message":{"message_id":1,"chat":$C,"date":0},
             "chat_instance":"1","data":"x"}"""),
        of(
            """
            "callback_query":{"id":"9","from":$P,"message":{"message_id":1,"chat":$C,"date":1790000000,
             "text":"menu"},"chat_instance":"1","data":"x"}"""),
        of(
            """
            "my_chat_member":{"chat":$C,"from":$P,"date":1790000000,
             "old_chat_member":{"user":$B,"status":"member"},
             "new_chat_member":{"user":$B,"status":"kicked","until_date":0}}"""),
        of(
            """
            "chat_member":{"chat":$C,"from":$P,"date":1790000000,
             "old_chat_member":{"user":$P,"status":"left"},
             "new_chat_member":{"user":$P,"status":"restricted","is_member":true,"until_date":0},
             "invite_link":{"invite_link":"https://t.me/+x","creator":$B,"creates_join_request":false,
             "is_primary":false,"is_revoked":false}}"""),
        of(
            """
            "chat_join_request":{"chat":$C,"from":$P,"user_chat_id":555123,"date":1790000000}"""),
        of(
            """
            "message_reaction":{"chat":$C,"message_id":7,"user":$P,"date":1790000000,
             "old_reaction":[{"type":"emoji","emoji":"👍"}],
             "new_reaction":[{"type":"custom_emoji","custom_emoji_id":"5"},{"type":"paid"}]}"""),
        of(
            """
            "message_reaction_count":{"chat":$C,"message_id":7,"date":1790000000,
             "reactions":[{"type":{"type":"emoji","emoji":"👍"},"total_count":2}]}"""),
        of(
            """
            "inline_query":{"id":"1","from":$P,"query":"q","offset":"","chat_type":"sender"}"""),
        of(
            """
            "pre_checkout_query":{"id":"1","from":$P,"currency":"USD","total_amount":2500,"invoice_payload":"p",
             "order_info":{"name":"Z","shipping_address":{"country_code":"DE","state":"","city":"B",
             "street_line1":"1","street_line2":"","post_code":"10115"}}}"""),
        of(
            """
            "poll_answer":{"poll_id":"5","user":$P,"option_ids":[0,2]}"""),
        of(
            """
            "chat_boost":{"chat":$C,"boost":{"boost_id":"b","add_date":1,"expiration_date":2,
             "source":{"source":"premium","user":$P}}}"""),
        of(
            """
            "business_connection":{"id":"c","user":$P,"user_chat_id":555123,"date":1790000000,"is_enabled":true}"""),
        of(
            """
            "telepathy":{"from":$P,"thought":"/start fb_abc"}"""));
  }

  private static String forward() {
    return """
        "forward_origin":{"type":"channel","chat":%s,"message_id":3,"date":1790000000},"""
        .formatted(CHAT);
  }

  private static String reply() {
    return """
        "reply_to_message":{"message_id":41,"from":%s,"chat":%s,"date":1790000000,"text":"?"},"""
        .formatted(BOT, CHAT);
  }

  private static String of(String content) {
    String filled = content.replace("$P", PERSON).replace("$B", BOT).replace("$C", CHAT);
    return "{\"update_id\":1," + filled + "}";
  }
}
