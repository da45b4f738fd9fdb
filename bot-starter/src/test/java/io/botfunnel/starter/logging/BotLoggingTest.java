package io.botfunnel.starter.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BotLoggingTest {

  @Nested
  class Installed {
    private final Logger log = (Logger) LoggerFactory.getLogger(BotLoggingTest.class);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @Test
    void hidesItsSecretsAndThoseThatAreNamedLater() {
      log.addAppender(events);
      events.start();
      BotLogging.install(Set.of("the-first-secret"));
      BotLogging.hide("the-second-secret");
      log.error("the-first-secret, the-second-secret");
      assertThat(events.list.get(0).getFormattedMessage()).isEqualTo("***, ***");
    }

    @Test
    void logsWhatAThreadDiesOfRatherThanPrintIt() {
      BotLogging.install(Set.of());
      assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNotNull();
    }

    @Test
    void masksATextForAPageOrAReport() {
      BotLogging.hide("a-secret-of-the-page");
      assertThat(BotLogging.masked("x a-secret-of-the-page y")).isEqualTo("x *** y");
    }
  }

  @Nested
  class ByDefault {
    private final LoggerContext context = new LoggerContext();

    private List<Level> levels(String... names) {
      return List.of(names).stream().map(n -> context.getLogger(n).getEffectiveLevel()).toList();
    }

    @Test
    void theLibrariesAreQuiet() {
      DefaultLogging.defaults(context);
      assertThat(levels("org.flywaydb.core.Flyway", "com.zaxxer.hikari.HikariDataSource"))
          .containsOnly(Level.WARN);
      assertThat(levels("org.apache.hc.client5.http", "org.telegram.telegrambots"))
          .containsOnly(Level.WARN);
      assertThat(levels("io.botfunnel.starter", "com.example.MyBot")).containsOnly(Level.INFO);
    }

    @Test
    void logbackIsConfiguredAndMaskedBeforeTheFirstLine() {
      Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      assertThat(root.iteratorForAppenders())
          .toIterable()
          .isNotEmpty()
          .allMatch(appender -> appender instanceof MaskingAppender);
    }
  }
}
