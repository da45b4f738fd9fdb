package io.botfunnel.tracking.internal.xtracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A dry run is not forgotten. */
class DryRunReminderTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(DryRun.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @Test
  void comesAgainAndAgain() {
    log.start();
    logger.addAppender(log);
    URI url = URI.create("http://127.0.0.1:1");
    try (DryRun dryRun = DryRun.start(url, "data/outbox-dry-run", Duration.ofMillis(20))) {
      await().until(() -> List.copyOf(log.list).size() >= 3);
      assertThat(dryRun).hasToString("DryRun[http://127.0.0.1:1]");
    } finally {
      logger.detachAppender(log);
    }
    assertThat(List.copyOf(log.list))
        .allMatch(line -> line.getFormattedMessage().contains("data/outbox-dry-run"));
  }
}
