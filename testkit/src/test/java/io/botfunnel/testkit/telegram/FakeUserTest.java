package io.botfunnel.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.testkit.SteppingClock;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakeUserTest {
  @AutoClose
  private final BotApiServer telegram =
      BotApiServer.start().withClock(new SteppingClock(Instant.ofEpochSecond(1_700_000_000)));

  private final BotCaller bot = new BotCaller(telegram);
  private final FakeUser user = telegram.user(42);

  @Nested
  class InPrivate {

    @Test
    void startsWithAPayload() throws Exception {
      user.starts("fb_abc");
      assertThat(update())
          .hasToString(
              "{\"update_id\":100000001,\"message\":{\"message_id\":1,\"from\":{\"id\":42,"
                  + "\"is_bot\":false,\"first_name\":\"User 42\",\"username\":\"user42\","
                  + "\"language_code\":\"en\"},\"chat\":{\"id\":42,\"first_name\":\"User 42\","
                  + "\"username\":\"user42\",\"type\":\"private\"},\"date\":1700000000,"
                  + "\"text\":\"/start fb_abc\",\"entities\":[{\"offset\":0,\"length\":6,"
                  + "\"type\":\"bot_command\"}]}}");
    }

    @Test
    void saysOneThingAfterTheOther() throws Exception {
      user.starts().says("hello").says("/deposit 25 USD tx-1");
      assertThat(bot.updates("{}").findValuesAsText("text"))
          .containsExactly("/start", "hello", "/deposit 25 USD tx-1");
      assertThat(bot.updates("{}").at("/1/message").has("entities")).isFalse();
    }

    @Test
    void paysAnInvoice() throws Exception {
      user.pays("XTR", 250, "charge-1");
      JsonNode payment = update().at("/message/successful_payment");
      assertThat(payment.path("total_amount").asInt()).isEqualTo(250);
      assertThat(payment.path("telegram_payment_charge_id").asText()).isEqualTo("charge-1");
    }

    @Test
    void paysForASubscriptionAPeriodAtATime() throws Exception {
      user.paysForAPeriod(100, "charge-1", true).paysForAPeriod(100, "charge-2", false);
      JsonNode first = update().at("/message/successful_payment");
      JsonNode second = bot.updates("{}").at("/1/message/successful_payment");
      assertThat(first.path("is_first_recurring").asBoolean()).isTrue();
      assertThat(second.path("is_recurring").asBoolean()).isTrue();
      assertThat(second.has("is_first_recurring")).isFalse();
      assertThat(second.path("telegram_payment_charge_id").asText()).isEqualTo("charge-2");
    }

    @Test
    void getsAPaymentBack() throws Exception {
      user.isRefunded("XTR", 250, "charge-1");
      JsonNode refund = update().at("/message/refunded_payment");
      assertThat(refund.path("total_amount").asInt()).isEqualTo(250);
      assertThat(refund.path("telegram_payment_charge_id").asText()).isEqualTo("charge-1");
    }

    @Test
    void blocksTheBot() throws Exception {
      user.blocks();
      assertThat(update().at("/my_chat_member/new_chat_member/status").asText())
          .isEqualTo("kicked");
    }
  }

  @Nested
  class InAGroup {

    @Test
    void namesTheBotInTheCommand() throws Exception {
      user.inGroup(-7).starts("fb_abc").inPrivate().says("hi");
      assertThat(update().at("/message/text").asText()).isEqualTo("/start@FunnelTestBot fb_abc");
      assertThat(update().at("/message/entities/0/length").asInt()).isEqualTo(20);
      assertThat(update().at("/message/chat/type").asText()).isEqualTo("supergroup");
      assertThat(bot.updates("{}").at("/1/message/chat/type").asText()).isEqualTo("private");
    }
  }

  @Nested
  class InAChannel {

    @Test
    void joinsAndLeavesOnce() throws Exception {
      bot.updates("{\"allowed_updates\":[\"chat_member\"]}");
      user.joins(-100).joins(-100).leaves(-100).leaves(-100);

      JsonNode updates = bot.updates("{}");
      assertThat(updates).hasSize(2);
      assertThat(updates.at("/0/chat_member/old_chat_member/status").asText()).isEqualTo("left");
      assertThat(updates.at("/0/chat_member/new_chat_member/status").asText()).isEqualTo("member");
      assertThat(updates.at("/0/chat_member/new_chat_member/user/id").asLong()).isEqualTo(42);
      assertThat(updates.at("/0/chat_member/chat/type").asText()).isEqualTo("channel");
      assertThat(updates.at("/1/chat_member/new_chat_member/status").asText()).isEqualTo("left");
    }
  }

  @Nested
  class WhoAsksToJoin {

    @Test
    void isAMemberOnceSomebodyLetHimIn() throws Exception {
      bot.updates("{\"allowed_updates\":[\"chat_member\",\"chat_join_request\"]}");
      user.asksToJoin(-100).isLetIn(-100, 7).isLetIn(-100, 7);

      JsonNode updates = bot.updates("{}");
      assertThat(updates).hasSize(2);
      assertThat(updates.at("/0/chat_join_request/from/id").asLong()).isEqualTo(42);
      assertThat(updates.at("/1/chat_member/from/id").asLong()).isEqualTo(7);
      assertThat(updates.at("/1/chat_member/new_chat_member/user/id").asLong()).isEqualTo(42);
      assertThat(updates.at("/1/chat_member/via_join_request").asBoolean()).isTrue();
    }

    @Test
    void isNotToldOfWhereTheBotIsNoAdministrator() throws Exception {
      bot.updates("{\"allowed_updates\":[\"chat_member\",\"chat_join_request\"]}");
      telegram.chat(-100).whereTheBotIs("member");
      user.asksToJoin(-100).isLetIn(-100, 7).leaves(-100).joins(-100);

      assertThat(bot.updates("{}")).isEmpty();
    }
  }

  @Nested
  class Buttons {

    @Test
    void belongToTheMessageThatHasThem() throws Exception {
      bot.call(
          "sendMessage",
          "{\"chat_id\":42,\"text\":\"Sure?\",\"reply_markup\":{\"inline_keyboard\":"
              + "[[{\"text\":\"Yes\",\"callback_data\":\"yes\"}]]}}");
      bot.call("sendMessage", "{\"chat_id\":42,\"text\":\"Well?\"}");
      user.presses("yes");

      JsonNode query = update().path("callback_query");
      assertThat(query.path("data").asText()).isEqualTo("yes");
      assertThat(query.at("/message/text").asText()).isEqualTo("Sure?");
      assertThat(query.at("/from/id").asLong()).isEqualTo(42);
    }

    @Test
    void ofAMessageTooOldHaveNoDate() throws Exception {
      user.presses("yes");
      assertThat(update().at("/callback_query/message/date").asInt(-1)).isZero();
    }
  }

  @Test
  void isNamedByItsIds() {
    assertThat(user.inGroup(-7)).hasToString("FakeUser[42 in -7]");
    assertThat(user.id()).isEqualTo(42);
  }

  private JsonNode update() throws Exception {
    return bot.updates("{}").get(0);
  }
}
