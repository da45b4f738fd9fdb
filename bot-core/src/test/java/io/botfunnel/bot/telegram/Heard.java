package io.botfunnel.bot.telegram;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What the bot has logged since this began to listen. */
final class Heard implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.botfunnel.bot");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  Heard() {
    lines.start();
    logger.addAppender(lines);
  }

  /** The lines that have all of these words. */
  List<String> with(String... words) {
    return List.of(lines.list.toArray(ILoggingEvent[]::new)).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> Stream.of(words).allMatch(line::contains))
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(lines);
  }
}
