package io.botfunnel.starter.logging;

import java.util.List;
import org.slf4j.LoggerFactory;

/** What {@link OtherBackendsTest} starts: all that a bot does to the log. */
final class LoggingChild {
  private LoggingChild() {}

  /** Sets the logging up as a bot does, more than once, and logs. */
  public static void main(String... arguments) throws InterruptedException {
    BotLogging.install(List.of("a-secret"));
    BotLogging.writeJson(true);
    BotLogging.install(List.of("another-secret"));
    BotLogging.warningsOnly();
    LoggerFactory.getLogger(LoggingChild.class).info(BotLogging.masked("all is well"));
  }
}
