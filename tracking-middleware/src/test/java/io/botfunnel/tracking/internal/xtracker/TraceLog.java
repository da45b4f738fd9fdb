package io.botfunnel.tracking.internal.xtracker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that anybody logs, at TRACE, instead of the console; until it is closed. */
final class TraceLog implements AutoCloseable {
  private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger http = logger("org.apache.hc");
  private final Appender<ILoggingEvent> console = root.getAppender("console");
  private final @Nullable Level rootBefore = root.getLevel();
  private final @Nullable Level httpBefore = http.getLevel();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> log =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          // At once: what httpclient5 dumps of a frame stands in a buffer that it uses again
          lines.add(event.getLoggerName() + " " + event.getFormattedMessage());
        }
      };

  TraceLog() {
    log.start();
    root.detachAppender(console);
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    http.setLevel(Level.TRACE);
  }

  /** Logger and message of each line so far. */
  List<String> lines() {
    return lines;
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Override
  public void close() {
    http.setLevel(httpBefore);
    root.setLevel(rootBefore);
    root.detachAppender(log);
    root.addAppender(console);
  }
}
