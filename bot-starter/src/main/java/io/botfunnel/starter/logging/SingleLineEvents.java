package io.botfunnel.starter.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.net.SyslogAppenderBase;
import ch.qos.logback.core.sift.SiftingAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;

/**
 * Escapes line breaks in an event's texts: a line feed in a message or an exception cannot forge
 * the next line of the log.
 */
final class SingleLineEvents {
  private SingleLineEvents() {}

  /** Returns the event itself if there is nothing to escape. */
  static ILoggingEvent of(ILoggingEvent event) {
    return new LeakCheck(PlainText::line).leaks(event)
        ? new RewrittenEvent(event, PlainText::line)
        : event;
  }

  /**
   * Whether an appender of the author's own writes lines with a layout; JSON needs the exact text.
   * Counts a sifting appender as one, because it creates its appenders later and these may write
   * either.
   */
  static boolean matters(Appender<ILoggingEvent> appender) {
    if (appender instanceof SyslogAppenderBase || appender instanceof SiftingAppenderBase) {
      return true;
    }
    if (appender instanceof AppenderAttachable<?> several) {
      return anyMatters(several);
    }
    return appender instanceof OutputStreamAppender<ILoggingEvent> stream
        && stream.getEncoder() instanceof LayoutWrappingEncoder;
  }

  @SuppressWarnings("unchecked") // its appenders accept these events
  private static boolean anyMatters(AppenderAttachable<?> several) {
    Iterator<?> each = several.iteratorForAppenders();
    while (each.hasNext()) {
      if (matters((Appender<ILoggingEvent>) each.next())) {
        return true;
      }
    }
    return false;
  }
}
