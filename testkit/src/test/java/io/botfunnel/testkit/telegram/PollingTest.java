package io.botfunnel.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PollingTest {
  private static final String LONG_POLL = "{\"timeout\":50}";

  @AutoClose private final BotApiServer telegram = BotApiServer.start();
  private final BotCaller bot = new BotCaller(telegram);

  @Nested
  class AnOffset {

    @Test
    void confirmsWhatIsBelowIt() throws Exception {
      long first = push();
      long second = push();
      assertThat(bot.ids(0)).containsExactly(first, second);
      assertThat(bot.ids(0)).containsExactly(first, second);
      assertThat(telegram.pending()).isEqualTo(2);

      assertThat(bot.ids(second)).containsExactly(second);
      assertThat(telegram.confirmedUpTo()).isEqualTo(first);
      assertThat(bot.ids(0)).containsExactly(second);
      assertThat(bot.ids(second + 1)).isEmpty();
      assertThat(telegram.pending()).isZero();
    }

    @Test
    void belowZeroKeepsTheLastOnes() throws Exception {
      push();
      long second = push();
      long third = push();
      assertThat(bot.ids(-2)).containsExactly(second, third);
      assertThat(telegram.pending()).isEqualTo(2);
    }

    @Test
    void goesWithALimit() throws Exception {
      long first = push();
      push();
      assertThat(bot.updates("{\"limit\":1}").findValuesAsText("update_id"))
          .containsExactly(String.valueOf(first));
    }
  }

  @Nested
  class ALongPoll {

    @Test
    void isAnsweredWhenAnUpdateArrives() throws Exception {
      var poll = poll();
      long id = push();
      assertThat(ids(poll)).containsExactly(id);
    }

    @Test
    void isAnsweredWithNothingWhenItsTimeIsOver() throws Exception {
      assertThat(bot.updates("{\"timeout\":1}")).isEmpty();
    }

    @Test
    void endsWithAConflictWhenAnotherBegins() throws Exception {
      var first = poll();
      var second = poll();
      assertThat(first.get(10, TimeUnit.SECONDS).path("error_code").asInt()).isEqualTo(409);
      assertThat(first.get().path("description").asText())
          .startsWith("Conflict: terminated by other getUpdates request");

      long id = push();
      assertThat(ids(second)).containsExactly(id);
    }

    @Test
    void doesNotKeepTheServerFromClosing() throws Exception {
      var poll = poll();
      telegram.close();
      telegram.close();
      await().until(poll::isDone);
    }

    @Test
    void endsWithAConflictWhenAWebhookIsSet() throws Exception {
      var poll = poll();
      bot.call("setWebhook", "{\"url\":\"https://example.org/hook\"}");
      assertThat(poll.get(10, TimeUnit.SECONDS).path("description").asText())
          .isEqualTo("Conflict: terminated by setWebhook request");
    }
  }

  @Nested
  class AWebhook {

    @Test
    void excludesPollingUntilItIsDeleted() throws Exception {
      push();
      bot.call("setWebhook", "{\"url\":\"https://example.org/hook\"}");
      assertThat(bot.call("getUpdates", "{}").path("error_code").asInt()).isEqualTo(409);
      assertThat(bot.call("getWebhookInfo", "{}").path("result").path("url").asText())
          .isEqualTo("https://example.org/hook");

      bot.call("deleteWebhook", "{}");
      assertThat(bot.ids(0)).hasSize(1);
    }

    @Test
    void takesThePendingUpdatesAlongWhenAsked() throws Exception {
      push();
      bot.call("deleteWebhook", "{\"drop_pending_updates\":true}");
      assertThat(telegram.pending()).isZero();
    }

    @Test
    void needsHttps() throws Exception {
      assertThat(bot.call("setWebhook", "{\"url\":\"http://x\"}").path("error_code").asInt())
          .isEqualTo(400);
    }
  }

  @Nested
  class AllowedKinds {

    @Test
    void areAllButChatMemberAndReactionsAtFirst() throws Exception {
      telegram.user(42).joins(-100).says("hi");
      assertThat(bot.updates("{}").findValues("message")).hasSize(1);
      assertThat(telegram.notAllowed()).isEqualTo(1);
    }

    @Test
    void areRememberedFromCallToCall() throws Exception {
      bot.updates("{\"allowed_updates\":[\"chat_member\"]}");
      bot.updates("{}");
      telegram.user(42).joins(-100).says("hi");

      assertThat(bot.updates("{}").findValues("chat_member")).hasSize(1);
      assertThat(telegram.pending()).isEqualTo(1);
      assertThat(bot.call("getWebhookInfo", "{}").at("/result/allowed_updates/0").asText())
          .isEqualTo("chat_member");
    }

    @Test
    void areTheDefaultAgainAfterAnEmptyList() throws Exception {
      bot.call("setWebhook", "{\"url\":\"\",\"allowed_updates\":[\"chat_member\"]}");
      bot.updates("{\"allowed_updates\":[]}");
      telegram.user(42).joins(-100).says("hi");
      assertThat(bot.updates("{}").findValues("message")).hasSize(1);
    }

    @Test
    void areAList() throws Exception {
      assertThat(bot.call("getUpdates", "{\"allowed_updates\":5}").path("error_code").asInt())
          .isEqualTo(400);
    }
  }

  @Nested
  class Redelivery {

    @Test
    void bringsConfirmedUpdatesOnceMoreWhateverTheOffset() throws Exception {
      push();
      long second = push();
      long third = push();
      assertThat(bot.ids(third + 1)).isEmpty();

      telegram.redeliver(second);
      assertThat(telegram.pending()).isEqualTo(2);
      assertThat(bot.ids(third + 1)).containsExactly(second, third);
      assertThat(bot.ids(third + 1)).isEmpty();
      assertThat(telegram.pending()).isZero();
    }

    @Test
    void wakesAPollThatWaits() throws Exception {
      long id = push();
      bot.ids(id + 1);
      var poll = bot.callLater("getUpdates", "{\"timeout\":50,\"offset\":" + (id + 1) + "}");
      telegram.redeliver(id);
      assertThat(ids(poll)).containsExactly(id);
    }
  }

  @Nested
  class ARawUpdate {

    @Test
    void keepsItsIdAndMovesTheNext() throws Exception {
      long id = telegram.push("{\"update_id\":900000000,\"message\":{\"text\":\"x\"}}");
      assertThat(id).isEqualTo(900_000_000);
      assertThat(push()).isEqualTo(900_000_001);
      assertThat(bot.ids(0)).containsExactly(900_000_000L, 900_000_001L);
    }

    @Test
    void isAJsonObject() {
      assertThatIllegalArgumentException().isThrownBy(() -> telegram.push("[]"));
      assertThatIllegalArgumentException().isThrownBy(() -> telegram.push("{"));
    }
  }

  private long push() {
    return telegram.push("{\"message\":{\"text\":\"x\"}}");
  }

  /** A long poll that has arrived. */
  private CompletableFuture<JsonNode> poll() {
    int before = telegram.calls().size();
    var poll = bot.callLater("getUpdates", LONG_POLL);
    await().until(() -> telegram.polling() && telegram.calls().size() > before);
    return poll;
  }

  private static List<Long> ids(CompletableFuture<JsonNode> poll) throws Exception {
    return poll.get(10, TimeUnit.SECONDS).findValues("update_id").stream()
        .map(JsonNode::asLong)
        .toList();
  }
}
