package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox of a bot that does not run. */
class OutboxTest {
  @TempDir Path folder;

  private Outbox open() {
    return Outbox.open(folder.resolve("outbox").toString(), Clock.systemUTC());
  }

  @Test
  void isThereOnceABotRan() {
    try (Tracking bot = bot()) {
      bot.user(1).contact();
    }
    try (Outbox outbox = open()) {
      assertThat(outbox.operations().books(Topic.OUTBOX).waiting()).isEqualTo(1);
    }
  }

  private Tracking bot() {
    return Tracking.builder()
        .bearer("a-bearer")
        .url(URI.create("http://127.0.0.1:1"))
        .outbox(folder.resolve("outbox"))
        .start();
  }

  @Test
  void isNeverMade() {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            OutboxUnavailableException.class, e -> assertThat(e.isInUse()).isFalse())
        .hasMessageContaining("There is no outbox at")
        .hasMessageContaining("tracking.outbox.url");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void belongsToTheBotThatRuns() {
    try (Tracking bot = bot()) {
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              OutboxUnavailableException.class, e -> assertThat(e.isInUse()).isTrue())
          .hasMessageContaining("in use");
      assertThat(bot.user(1).contact().outcome()).isEqualTo(Receipt.Outcome.QUEUED);
    }
  }
}
