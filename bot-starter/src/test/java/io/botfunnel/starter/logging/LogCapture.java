package io.botfunnel.starter.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;

/** A logback of its own, with the default format, that writes to a stream which a test reads. */
final class LogCapture {
  final LoggerContext context = new LoggerContext();
  final SecretMask mask = new SecretMask();
  final Logger log = context.getLogger("io.botfunnel.starter.Example");
  final ConsoleEncoder lines = new ConsoleEncoder(context, new ConsoleText(UTF_8));

  /** As precise as a line's timestamp. */
  final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  LogCapture() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  static LogCapture guarded() {
    return guarded(false);
  }

  /** With secrets masked, as text or as JSON. */
  static LogCapture guarded(boolean json) {
    LogCapture capture = new LogCapture();
    capture.lines.writeJson(json);
    capture.root().addAppender(capture.appender());
    AppenderGuard.over(capture.context, capture.mask);
    return capture;
  }

  Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  OutputStreamAppender<ILoggingEvent> appender() {
    return appender(lines);
  }

  /** As an author's own logback.xml makes one. */
  OutputStreamAppender<ILoggingEvent> appenderWithPattern(String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    return appender(encoder);
  }

  private OutputStreamAppender<ILoggingEvent> appender(Encoder<ILoggingEvent> encoder) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("stream");
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    return appender;
  }

  String written() {
    return out.toString(UTF_8);
  }
}
