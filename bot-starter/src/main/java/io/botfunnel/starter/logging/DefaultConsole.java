package io.botfunnel.starter.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the default console of a context; ignores an author's own appenders. */
final class DefaultConsole {
  private DefaultConsole() {}

  static Optional<ConsoleEncoder> linesOf(LoggerContext context) {
    return appendersOf(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).stream()
        .map(DefaultConsole::behindTheMask)
        .flatMap(DefaultConsole::lines)
        .findFirst();
  }

  private static List<Appender<ILoggingEvent>> appendersOf(Logger root) {
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(appenders::add);
    return appenders;
  }

  private static Appender<ILoggingEvent> behindTheMask(Appender<ILoggingEvent> appender) {
    return appender instanceof MaskingAppender masking ? masking.sink() : appender;
  }

  private static Stream<ConsoleEncoder> lines(Appender<ILoggingEvent> appender) {
    return appender instanceof OutputStreamAppender<ILoggingEvent> stream
            && stream.getEncoder() instanceof ConsoleEncoder lines
        ? Stream.of(lines)
        : Stream.empty();
  }
}
