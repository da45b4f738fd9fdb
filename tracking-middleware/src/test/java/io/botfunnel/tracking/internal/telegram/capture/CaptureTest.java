package io.botfunnel.tracking.internal.telegram.capture;

import static io.botfunnel.tracking.internal.telegram.RawUpdates.chat;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.groupText;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.message;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.parsed;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.privateChat;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.privateText;
import static io.botfunnel.tracking.internal.telegram.RawUpdates.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.telegram.RawUpdates;
import io.botfunnel.tracking.internal.telegram.UnreadableUpdate;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.telegram.telegrambots.meta.api.objects.Update;

final class CaptureTest {
  private static final UserId USER = new UserId(RawUpdates.USER);
  private static final Instant AT = Instant.ofEpochSecond(RawUpdates.DATE);

  private final Capture capture = new Capture("@MyShopBot");

  private static Recordable start(String uid) {
    return new TrackedStart(USER, new ClickId(uid), AT);
  }

  @Nested
  final class AStartInAPrivateChat {
    @Test
    void isATrackedStartOfItsUserDatedByTelegram() {
      assertThat(capture.of(privateText(1, "/start fb_abc"))).containsExactly(start("abc"));
    }

    @Test
    void onlyBindsWhereAContactIsNotWanted() {
      Capture bindOnly = new Capture("MyShopBot", CaptureRules.STANDARD.withContactOnStart(false));

      assertThat(bindOnly.of(privateText(1, "/start fb_abc")))
          .containsExactly(new Bind(USER, new ClickId("abc"), AT));
    }

    @Test
    void countsWhenItNamesThisBotInAnyCase() {
      assertThat(capture.of(privateText(1, "/start@myshopbot fb_abc")))
          .containsExactly(start("abc"));
    }

    @Test
    void countsWithoutKnowingTheBotsName() {
      assertThat(new Capture(null).of(privateText(1, "/start fb_abc")))
          .containsExactly(start("abc"));
    }

    @Test
    void takesTheLongestPayloadThatTelegramAllows() {
      String longest = "a".repeat(61);

      assertThat(capture.of(privateText(1, "/start fb_" + longest)))
          .containsExactly(start(longest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "_", "fb_", "0", "A-z_9"})
    void takesEveryCharacterOfAPayload(String uid) {
      assertThat(capture.of(privateText(1, "/start fb_" + uid))).containsExactly(start(uid));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\\n", " \\r\\n\\t "})
    void toleratesWhiteSpaceAtItsEnd(String end) {
      assertThat(capture.of(privateText(1, "/start fb_abc" + end))).containsExactly(start("abc"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/start",
          "/start ",
          "/start fb_",
          "/start abc",
          "/start FB_abc",
          "/startfb_abc",
          "/start  fb_abc",
          "/start\\tfb_abc",
          "/start\\nfb_abc",
          "/start\\u00a0fb_abc",
          " /start fb_abc",
          "/Start fb_abc",
          "/start fb_abc and more",
          "/start fb_a.b",
          "/start fb_äbc",
          "/start fb_аbc",
          "/start fb_\\u0661",
          "/start fb_a\\u0000",
          "/start@ fb_abc",
          "/start@OtherBot fb_abc",
          "/start@MyShopBot2 fb_abc",
          "/help fb_abc",
          "fb_abc",
          ""
        })
    void meansNothingInAnyOtherShape(String text) {
      assertThat(capture.of(privateText(1, text))).isEmpty();
    }

    @Test
    void meansNothingWithSixtyFiveCharacters() {
      assertThat(capture.of(privateText(1, "/start fb_" + "a".repeat(62)))).isEmpty();
    }

    @Test
    void meansNothingAtTheLengthOfAWholeMessage() {
      assertThat(capture.of(privateText(1, "/start fb_" + "a".repeat(4086)))).isEmpty();
      assertThat(capture.of(privateText(1, "/start fb_a" + " ".repeat(4000) + "b"))).isEmpty();
    }

    @Test
    void thatNamesABotMeansNothingWhereTheNameIsNotKnown() {
      assertThat(new Capture(null).of(privateText(1, "/start@MyShopBot fb_abc"))).isEmpty();
    }
  }

  @Nested
  final class AStartInAGroup {
    @Test
    void isATrackedStartWhenItNamesThisBot() {
      assertThat(capture.of(groupText(1, "/start@MyShopBot fb_abc"))).containsExactly(start("abc"));
    }

    @Test
    void countsInASmallGroupToo() {
      assertThat(capture.of(sent("message", user(), chat("group"), "", "/start@MyShopBot fb_abc")))
          .containsExactly(start("abc"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/start fb_abc",
          "/start@OtherBot fb_abc",
          "/start@MyShopBot",
          "/start@MyShopBot x"
        })
    void meansNothingOtherwise(String text) {
      assertThat(capture.of(groupText(1, text))).isEmpty();
    }

    @Test
    void meansNothingWhereTheBotsNameIsNotKnown() {
      assertThat(new Capture(null).of(groupText(1, "/start@MyShopBot fb_abc"))).isEmpty();
    }
  }

  @Nested
  final class Nothing {
    private static final String START = "/start fb_abc";

    @ParameterizedTest
    @ValueSource(
        strings = {
          "edited_message",
          "channel_post",
          "edited_channel_post",
          "business_message",
          "edited_business_message"
        })
    void isMeantByOtherKindsOfMessages(String kind) {
      assertMeansNothing(sent(kind, user(), privateChat(), "", START));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          """
          "forward_origin":{"type":"hidden_user","sender_user_name":"Max","date":1700000000},""",
          """
          "forward_origin":{"type":"user","sender_user":{"id":7,"is_bot":false,"first_name":"M"},"date":1},""",
          """
          "forward_date":1700000000,""",
          """
          "via_bot":{"id":7,"is_bot":true,"first_name":"gif","username":"gif"},""",
          """
          "sender_chat":{"id":-100777,"title":"News","type":"channel"},"""
        })
    void isMeantByWhatTheUserDidNotWriteHimself(String extra) {
      assertMeansNothing(sent("message", user(), privateChat(), extra, START));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          """
          "from":{"id":1087968824,"is_bot":true,"first_name":"Group","username":"GroupAnonymousBot"},""",
          """
          "from":{"id":0,"is_bot":false,"first_name":"Zero"},""",
          """
          "from":{"id":-5,"is_bot":false,"first_name":"Chat"},""",
          """
          "from":{"id":4503599627370497,"is_bot":false,"first_name":"53 bits"},"""
        })
    void isMeantWithoutAUser(String from) {
      assertMeansNothing(sent("message", from, privateChat(), "", START));
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel", "sender", "forum"})
    void isMeantInAnotherTypeOfChat(String type) {
      assertMeansNothing(sent("message", user(), chat(type), "", "/start@MyShopBot fb_abc"));
    }

    @Test
    void isMeantWithoutText() {
      assertMeansNothing(
          parsed(
              """
              {"update_id":1,"message":{"message_id":1,%s%s"date":1790000000,"dice":{"emoji":"🎲","value":3}}}"""
                  .formatted(user(), privateChat())));
    }

    @Test
    void isMeantWithoutADate() {
      assertMeansNothing(
          parsed(
              """
              {"update_id":1,"message":{"message_id":1,%s%s"text":"/start fb_abc"}}"""
                  .formatted(user(), privateChat())));
    }

    @Test
    void isMeantByACallbackOrAnUnknownKindOrAnUnreadableUpdate() {
      assertMeansNothing(
          parsed(
              """
              {"update_id":1,"callback_query":{"id":"9",%s"chat_instance":"1","data":"/start fb_abc"}}"""
                  .formatted(user())));
      assertMeansNothing(parsed("{\"update_id\":1,\"telepathy\":{\"text\":\"/start fb_abc\"}}"));
      assertMeansNothing(new UnreadableUpdate(1, "{}", "message"));
      assertMeansNothing(new Update());
    }

    private void assertMeansNothing(Update update) {
      assertThat(capture.of(update)).isEqualTo(List.of());
    }
  }

  private static Update sent(String kind, String from, String chat, String extra, String text) {
    return parsed(message(1, kind, from, chat, extra, text));
  }
}
