package io.botfunnel.starter.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;

/** A logback of its own, with the default format, that writes to a stream which a test reads. */
final class LogCapture {
  final LoggerContext context = new LoggerContext();
  final SecretMask mask = new SecretMask();
  final Logger log = context.getLogger("io.botfunnel.starter.Example");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  LogCapture() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  static LogCapture guarded() {
    LogCapture capture = new LogCapture();
    capture.root().addAppender(capture.appender());
    AppenderGuard.over(capture.context, capture.mask);
    return capture;
  }

  Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  OutputStreamAppender<ILoggingEvent> appender() {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("stream");
    appender.setEncoder(DefaultLogging.encoder(context));
    appender.setOutputStream(out);
    appender.start();
    return appender;
  }

  String written() {
    return out.toString(UTF_8);
  }
}
