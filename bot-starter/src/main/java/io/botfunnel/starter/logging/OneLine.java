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
 * An event of which no text can break a line of the log: a line feed in a message or an exception
 * does not forge the next line.
 */
final class OneLine {
  private OneLine() {}

  /** The event itself if there is nothing to escape. */
  static ILoggingEvent of(ILoggingEvent event) {
    return new LeakCheck(PlainText::line).leaks(event)
        ? new MaskedEvent(event, PlainText::line)
        : event;
  }

  /**
   * Whether an appender of the author's own writes lines by a layout; JSON needs the exact text.
   * One that makes an appender for each value of something may write either.
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

  @SuppressWarnings("unchecked") // what it is attached to takes these events
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
