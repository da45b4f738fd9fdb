package io.botfunnel.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.event.BotName;
import org.junit.jupiter.api.Test;

class TopicTest {
  private static final BotName SHOP = new BotName("shop");

  @Test
  void ofABotCarriesItsName() {
    Topic topic = Topic.OUTBOX.of(SHOP);
    assertThat(topic.name()).isEqualTo("outbox@shop");
    assertThat(topic.bot()).isEqualTo(SHOP);
    assertThat(topic.kind()).isEqualTo(Topic.OUTBOX);
    assertThat(topic.of(BotName.UNNAMED)).isEqualTo(Topic.OUTBOX);
  }

  @Test
  void ofTheUnnamedBotIsTheKindItself() {
    assertThat(Topic.INBOX.bot()).isEqualTo(BotName.UNNAMED);
    assertThat(Topic.INBOX.kind()).isEqualTo(Topic.INBOX);
  }

  @Test
  void keepsNoBodiesOfUpdatesOfAnyBot() {
    assertThat(Topic.named("inbox@shop").keepsBodies()).isFalse();
    assertThat(Topic.named("inbox")).isEqualTo(Topic.INBOX);
    assertThat(Topic.named("outbox@shop")).isEqualTo(Topic.OUTBOX.of(SHOP));
  }
}
