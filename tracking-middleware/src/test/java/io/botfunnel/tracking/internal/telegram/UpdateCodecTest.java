package io.botfunnel.tracking.internal.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.telegram.telegrambots.meta.api.objects.Update;

final class UpdateCodecTest {
  private final UpdateCodec codec = new UpdateCodec();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/start fb_abc",
        "Zoë 🎲 \\\"quoted\\\" \\\\ \\u0000",
      })
  void keepsAMessageAsItWas(String text) {
    assertSurvives(RawUpdates.privateText(7, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"update_id":1,"callback_query":{"id":"9","from":{"id":5,"is_bot":false,"first_name":"Z"},
         "message":{"message_id":1,"chat":{"id":5,"type":"private"},"date":0},"chat_instance":"1","data":"x"}}""",
        """
        {"update_id":2,"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":false,
         "first_name":"Z"},"date":1790000000,"old_chat_member":{"user":{"id":9,"is_bot":true,"first_name":"B"},
         "status":"member"},"new_chat_member":{"user":{"id":9,"is_bot":true,"first_name":"B"},
         "status":"kicked","until_date":0}}}""",
        """
        {"update_id":3,"message":{"message_id":3,"from":{"id":5,"is_bot":false,"first_name":"Z"},
         "chat":{"id":5,"type":"private"},"date":1790000000,"successful_payment":{"currency":"USD",
         "total_amount":2500,"invoice_payload":"p","telegram_payment_charge_id":"t",
         "provider_payment_charge_id":"q"}}}""",
        """
        {"update_id":4,"message":{"message_id":4,"from":{"id":5,"is_bot":false,"first_name":"Z"},
         "chat":{"id":5,"type":"private"},"date":1790000000,"text":"hi","forward_origin":{"type":"hidden_user",
         "sender_user_name":"Max","date":1},"reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}}}"""
      })
  void keepsOtherKindsAsTheyWere(String json) {
    assertSurvives(RawUpdates.parsed(json));
  }

  @Test
  void writesAMessageWhoseEntityIsLongerThanItsText() {
    String json = RawUpdates.privateTextJson(7, "a text").replace("a text", "hi");

    assertThat(codec.write(RawUpdates.parsed(json))).contains("\"length\":6");
  }

  @Test
  void writesTelegramsNamesAndNoNulls() {
    assertThat(codec.write(RawUpdates.privateText(7, "hi")))
        .contains("\"update_id\":7", "\"first_name\":\"Zoë\"")
        .doesNotContain("null", "updateId");
  }

  @Test
  void readsABodyWithFieldsOfALaterVersion() {
    Update read = codec.read("{\"update_id\":7,\"telepathy\":{\"x\":1}}");

    assertThat(read.getUpdateId()).isEqualTo(7);
  }

  @Test
  void writesAnUnreadableUpdateAsTelegramSentIt() {
    assertThat(codec.write(new UnreadableUpdate(7, "{\"update_id\":7}", "message")))
        .isEqualTo("{\"update_id\":7}");
  }

  @Test
  void saysWhereABodyCannotBeReadAndNotWhatStandsThere() {
    assertThatThrownBy(
            () -> codec.read("{\"update_id\":7,\"message\":{\"message_id\":\"secret\"}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The update cannot be read: message.message_id (InvalidFormatException)")
        .hasNoCause();
  }

  private void assertSurvives(Update update) {
    String body = codec.write(update);

    assertThat(codec.read(body)).isEqualTo(update);
    assertThat(codec.write(codec.read(body))).isEqualTo(body);
  }
}
