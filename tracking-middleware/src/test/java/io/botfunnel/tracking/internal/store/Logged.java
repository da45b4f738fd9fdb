package io.botfunnel.tracking.internal.store;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the store's classes log while it is open. */
public final class Logged implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Logged.class.getPackageName());
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  public Logged() {
    events.start();
    logger.addAppender(events);
  }

  public List<String> at(Level level) {
    return events.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
  }
}
