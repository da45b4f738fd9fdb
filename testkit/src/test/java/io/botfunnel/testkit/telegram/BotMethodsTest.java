package io.botfunnel.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.testkit.SteppingClock;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotMethodsTest {
  @AutoClose
  private final BotApiServer telegram =
      BotApiServer.start().withClock(new SteppingClock(Instant.ofEpochSecond(1_700_000_000)));

  private final BotCaller bot = new BotCaller(telegram);

  @Nested
  class AMethod {

    @ParameterizedTest
    @CsvSource({"getMe", "getme", "GETME"})
    void isFoundWhateverItsCase(String name) throws Exception {
      var me = bot.call(name, "{}").path("result");
      assertThat(me.path("username").asText()).isEqualTo("FunnelTestBot");
      assertThat(me.path("id").asLong()).isEqualTo(7_000_000_001L);
      assertThat(telegram.calls()).containsExactly("getMe");
    }

    @Test
    void thatIsUnknownIsNotFound() throws Exception {
      var answer = bot.send("sendHug", "application/json", "{}");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .isEqualTo(
              "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found: method not found\"}");
      assertThat(telegram.calls()).containsExactly("sendHug");
    }

    @Test
    void withAnotherTokenIsUnauthorized() throws Exception {
      var answer = bot.get("/bot1:x/getMe");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body())
          .isEqualTo("{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
      assertThat(bot.get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void worksWithATokenOfOnesOwn() throws Exception {
      telegram.withToken("123:abc");
      assertThat(bot.get("/bot123:abc/getMe").body()).contains("\"id\":123,");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> telegram.withToken("secret"))
          .withMessageNotContaining("secret");
      assertThat(telegram.toString()).doesNotContain("abc");
    }
  }

  @Nested
  class SendMessage {

    @Test
    void returnsTheMessageAndListsIt() throws Exception {
      var message =
          bot.call("sendMessage", "{\"chat_id\":42,\"text\":\"Use /help\"}").path("result");

      assertThat(message)
          .hasToString(
              "{\"message_id\":1,\"from\":{\"id\":7000000001,\"is_bot\":true,"
                  + "\"first_name\":\"Funnel Test Bot\",\"username\":\"FunnelTestBot\"},"
                  + "\"chat\":{\"id\":42,\"first_name\":\"User 42\",\"username\":\"user42\","
                  + "\"type\":\"private\"},\"date\":1700000000,\"text\":\"Use /help\","
                  + "\"entities\":[{\"offset\":4,\"length\":5,\"type\":\"bot_command\"}]}");
      assertThat(telegram.sentTo(42))
          .containsExactly(new SentMessage(42, 1, "Use /help", null, false));
      assertThat(telegram.sentTo(43)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "application/x-www-form-urlencoded | chat_id=42&text=gr%C3%BC%C3%9F+dich",
          "application/json; charset=utf-8   | {\"chat_id\":\"42\",\"text\":\"grüß dich\"}",
        })
    void takesItsParametersInEveryForm(String type, String body) throws Exception {
      bot.send("sendmessage", type, body);
      assertThat(telegram.sent()).extracting(SentMessage::text).containsExactly("grüß dich");
    }

    @Test
    void takesItsParametersFromTheQuery() throws Exception {
      bot.get("/bot" + telegram.token() + "/sendMessage?chat_id=42&text=hi");
      assertThat(telegram.sent()).extracting(SentMessage::text).containsExactly("hi");
    }

    @Test
    void takesItsParametersAsMultipart() throws Exception {
      String part = "--b0\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
      String body =
          part.formatted("chat_id", "42")
              + part.formatted("text", "grüß dich")
              + part.formatted("reply_markup", "{\"inline_keyboard\":[]}")
              + "--b0--\r\n";
      bot.send("sendMessage", "multipart/form-data; boundary=b0", body);
      assertThat(telegram.sent())
          .containsExactly(new SentMessage(42, 1, "grüß dich", "{\"inline_keyboard\":[]}", false));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"chat_id\":42}                                      | message text is empty",
          "{\"chat_id\":42,\"text\":\"\"}                        | message text is empty",
          "{\"text\":\"x\"}                                      | chat_id is empty",
          "{\"chat_id\":\"@nobody\",\"text\":\"x\"}              | chat not found",
          "{\"chat_id\":1,\"text\":\"x\",\"reply_markup\":\"{\"} | can't parse reply_markup JSON object",
          "[]                                                    | object expected as the request",
        })
    void refusesWhatTelegramRefuses(String json, String description) throws Exception {
      var answer = bot.call("sendMessage", json);
      assertThat(answer.path("error_code").asInt()).isEqualTo(400);
      assertThat(answer.path("description").asText()).isEqualTo("Bad Request: " + description);
    }

    @Test
    void isForbiddenToWhoBlockedTheBot() throws Exception {
      telegram.user(42).blocks();
      var answer = bot.call("sendMessage", "{\"chat_id\":42,\"text\":\"x\"}");
      assertThat(answer.path("description").asText())
          .isEqualTo("Forbidden: bot was blocked by the user");

      telegram.user(42).unblocks();
      assertThat(bot.call("sendMessage", "{\"chat_id\":42,\"text\":\"x\"}").path("ok").asBoolean())
          .isTrue();
    }
  }

  @Nested
  class EditMessageText {

    @Test
    void changesTheTextAndTakesTheKeyboardAway() throws Exception {
      bot.call(
          "sendMessage",
          "{\"chat_id\":42,\"text\":\"a\",\"reply_markup\":{\"inline_keyboard\":[]}}");
      var edited = edit("{\"chat_id\":42,\"message_id\":1,\"text\":\"b\"}").path("result");

      assertThat(edited.path("text").asText()).isEqualTo("b");
      assertThat(edited.path("edit_date").asLong()).isEqualTo(1_700_000_000);
      assertThat(edited.has("reply_markup")).isFalse();
      assertThat(telegram.sent().get(1)).isEqualTo(new SentMessage(42, 1, "b", null, true));
    }

    @Test
    void needsAMessageAndAChange() throws Exception {
      bot.call("sendMessage", "{\"chat_id\":42,\"text\":\"a\"}");
      assertThat(edit("{\"chat_id\":43,\"message_id\":1,\"text\":\"b\"}").toString())
          .contains("message to edit not found");
      assertThat(edit("{\"chat_id\":42,\"message_id\":1,\"text\":\"a\"}").toString())
          .contains("message is not modified");
    }

    private com.fasterxml.jackson.databind.JsonNode edit(String json) throws Exception {
      return bot.call("editMessageText", json);
    }
  }

  @Nested
  class TheOthers {

    @Test
    void answerACallbackOnce() throws Exception {
      telegram.user(42).presses("yes");
      String id = bot.updates("{}").at("/0/callback_query/id").asText();
      String answer = "{\"callback_query_id\":\"" + id + "\"}";
      assertThat(bot.call("answerCallbackQuery", answer).path("result").asBoolean()).isTrue();
      assertThat(bot.call("answerCallbackQuery", answer).path("description").asText())
          .contains("query ID is invalid");
    }

    @Test
    void setCommands() throws Exception {
      assertThat(bot.call("setMyCommands", "{\"commands\":[]}").path("result").asBoolean())
          .isTrue();
      assertThat(bot.call("setMyCommands", "{}").path("ok").asBoolean()).isFalse();
    }

    @Test
    void tellWhatAChatIs() throws Exception {
      telegram.user(42).joins(-100);
      assertThat(chatType(42)).isEqualTo("private");
      assertThat(chatType(-100)).isEqualTo("channel");
      assertThat(chatType(-7)).isEqualTo("supergroup");
    }

    @Test
    void tellWhoIsAMember() throws Exception {
      telegram.user(42).joins(-100);
      assertThat(status(42)).isEqualTo("member");
      assertThat(status(43)).isEqualTo("left");
      assertThat(status(7_000_000_001L)).isEqualTo("administrator");
      telegram.user(42).leaves(-100);
      assertThat(status(42)).isEqualTo("left");
    }

    @Test
    void findAPublicChatByItsNameInAnyCase() throws Exception {
      telegram.chat(-100).ofType("channel").named("@MyChannel");
      var chat = bot.call("getChat", "{\"chat_id\":\"@mychannel\"}").path("result");
      assertThat(chat.path("id").asLong()).isEqualTo(-100);
      assertThat(chat.path("username").asText()).isEqualTo("MyChannel");
      assertThat(chat.path("type").asText()).isEqualTo("channel");
      telegram.user(42).joins(-100);
      assertThat(chatType(-100)).isEqualTo("channel");
    }

    @ParameterizedTest
    @CsvSource({"member", "left", "restricted"})
    void tellWhatTheBotIsInAChat(String is) throws Exception {
      assertThat(telegram.chat(-100).whereTheBotIs(is).id()).isEqualTo(-100);
      assertThat(status(7_000_000_001L)).isEqualTo(is);
      assertThat(telegram.chat(-100)).hasToString("FakeChat[-100]");
    }

    @Test
    void doNotFindAChatThatTheBotHasNeverMetOrWasThrownOutOf() throws Exception {
      telegram.chat(-100).named("vip").unknownToTheBot();
      assertThat(bot.call("getChat", "{\"chat_id\":\"@vip\"}").path("description").asText())
          .isEqualTo("Bad Request: chat not found");
      telegram.chat(-100).ofType("channel").whereTheBotIs("kicked");
      assertThat(bot.call("getChat", "{\"chat_id\":-100}").path("description").asText())
          .isEqualTo("Forbidden: bot was kicked from the channel chat");
    }

    private String chatType(long id) throws Exception {
      return bot.call("getChat", "{\"chat_id\":" + id + "}").at("/result/type").asText();
    }

    private String status(long userId) throws Exception {
      return bot.call("getChatMember", "{\"chat_id\":-100,\"user_id\":" + userId + "}")
          .at("/result/status")
          .asText();
    }
  }
}
