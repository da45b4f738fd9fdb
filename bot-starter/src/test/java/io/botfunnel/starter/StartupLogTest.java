package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.bot.Bot;
import io.botfunnel.starter.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a start says of itself. */
class StartupLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(StartupLog.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(log);
  }

  private String said() {
    return String.join("\n", log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  @Test
  void isVersionSettingsOutboxAndWhatIsOn(@TempDir Path folder) {
    try (TestBot given = new TestBot(folder)) {
      given
          .with("tracking.payments.enabled", "true")
          .with("tracking.deposit.ceiling", "10000 USD")
          .with("CONSOLE_HOST", "x")
          .with("TELEGRAM_CHAT_ID", "1");
      given.start(context -> {}).close();
      assertThat(said())
          .contains("BotFunnel dev starts; settings: the given values; outbox: ")
          .contains(folder.resolve("outbox").toString())
          .contains("on: polling " + given.telegram.url() + ", XTRACKER " + given.xtracker.url())
          .contains(
              "inbox, contact on /start, payments, deposits above 10000.00 USD refused until retried")
          .contains("CONSOLE_HOST, TELEGRAM_CHAT_ID begin like settings")
          .contains("continues after an OutOfMemoryError", "-XX:+ExitOnOutOfMemoryError")
          .doesNotContain("page on", "gateway on", "DRY RUN", "conversions")
          .doesNotContain(given.telegram.token(), given.xtracker.bearer());
    }
  }

  @Test
  void namesADryRunAndItsOutbox(@TempDir Path folder) {
    try (TestBot given = new TestBot(folder)) {
      given.with("tracking.dry-run", "true").withConsole();
      given.start(Bot.handling(context -> {}).onConversion((told, context) -> {})).close();
      assertThat(said())
          .contains("on: DRY RUN (nothing is sent to XTRACKER), polling", "conversions", "page on")
          .contains(Settings.from(given.settings()).tracking().outboxInUse());
    }
  }
}
