package io.botfunnel.tracking.internal.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.outbox.Topic;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.telegram.telegrambots.meta.api.objects.Update;

final class InboxEntriesTest {
  private final InboxEntries entries = new InboxEntries(123456L);

  @Test
  void anEntryIsTheUpdateUnderTheKeyOfItsBotAndId() {
    Update update = RawUpdates.privateText(7, "hi");

    assertThat(entries.of(update))
        .isEqualTo(
            new NewEntry(
                Topic.INBOX,
                "chat:555123",
                "update",
                "update/123456/7",
                "",
                new UpdateCodec().write(update)));
  }

  @Nested
  final class TheLane {
    private static final String CHAT =
        "\"chat\":{\"id\":-100,\"type\":\"supergroup\",\"title\":\"t\"}";
    private static final String FROM = "\"from\":{\"id\":5,\"is_bot\":false,\"first_name\":\"Z\"}";
    private static final String USER = "\"user\":{\"id\":5,\"is_bot\":false,\"first_name\":\"Z\"}";

    @ParameterizedTest
    @ValueSource(
        strings = {
          "message",
          "edited_message",
          "channel_post",
          "edited_channel_post",
          "business_message",
          "edited_business_message",
          "deleted_business_messages",
          "guest_message",
          "my_chat_member",
          "chat_member",
          "chat_join_request",
          "message_reaction",
          "message_reaction_count",
          "chat_boost",
          "removed_chat_boost"
        })
    void isTheChats(String kind) {
      assertThat(laneOf("\"%s\":{\"message_id\":1,\"date\":1,%s}".formatted(kind, CHAT)))
          .isEqualTo("chat:-100");
    }

    @Test
    void ofAButtonIsTheChatOfItsMessage() {
      String message = "\"message\":{\"message_id\":1,\"date\":1,%s}".formatted(CHAT);

      assertThat(laneOf("\"callback_query\":{\"id\":\"1\",%s,%s}".formatted(FROM, message)))
          .isEqualTo("chat:-100");
      assertThat(laneOf("\"callback_query\":{\"id\":\"1\",%s}".formatted(FROM)))
          .isEqualTo("user:5");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query"})
    void isTheUsersWhereThereIsNoChat(String kind) {
      String rest = "\"id\":\"1\",\"result_id\":\"1\",\"query\":\"q\",\"offset\":\"\"";

      assertThat(laneOf("\"%s\":{%s,%s}".formatted(kind, FROM, rest))).isEqualTo("user:5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poll_answer", "business_connection", "managed_bot", "subscription"})
    void isTheUsersUnderItsOtherNameToo(String kind) {
      String connection = "\"id\":\"1\",\"user_chat_id\":5,\"date\":1,\"is_enabled\":true";
      String others =
          "\"bot\":{\"id\":9,\"is_bot\":true,\"first_name\":\"B\"},\"invoice_payload\":\"p\",\"state\":\"s\"";

      assertThat(laneOf("\"%s\":{%s,%s,%s}".formatted(kind, USER, connection, others)))
          .isEqualTo("user:5");
    }

    @Test
    void ofAnAnonymousPollAnswerIsItsChats() {
      String voter = "\"voter_chat\":{\"id\":-100,\"type\":\"channel\",\"title\":\"t\"}";

      assertThat(laneOf("\"poll_answer\":{\"poll_id\":\"1\",%s}".formatted(voter)))
          .isEqualTo("chat:-100");
    }

    @Test
    void isTheUpdatesOwnWhereThereIsNeither() {
      assertThat(laneOf("\"poll\":{\"id\":\"1\"}")).isEqualTo("update:7");
      assertThat(laneOf("\"telepathy\":{}")).isEqualTo("update:7");
      assertThat(Origin.of(new UnreadableUpdate(7, "{}", "message")).lane()).isEqualTo("update:7");
    }

    private static String laneOf(String content) {
      return Origin.of(RawUpdates.parsed("{\"update_id\":7," + content + "}")).lane();
    }
  }
}
