package io.botfunnel.starter.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/**
 * Encodes the lines of the default console. It writes text until the settings are read, because
 * lines may be logged before that; then the format is the configured one. Thread-safe.
 */
final class ConsoleEncoder extends EncoderBase<ILoggingEvent> {
  static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{24} - %msg%n";

  private static final byte[] NOTHING = {};

  private final Encoder<ILoggingEvent> text;
  private final Encoder<ILoggingEvent> json = new JsonLines();
  private final ConsoleText console;
  private volatile Encoder<ILoggingEvent> current;

  ConsoleEncoder(LoggerContext context, ConsoleText console) {
    this.console = console;
    setContext(context);
    this.text = text(context);
    this.current = text;
    start();
  }

  private static PatternLayoutEncoder text(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.setCharset(UTF_8);
    encoder.start();
    return encoder;
  }

  /** Changes the format from the next line on. */
  void writeJson(boolean wanted) {
    current = wanted ? json : text;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Encoder<ILoggingEvent> now = current;
    return console.bytes(
        now == json
            ? console.fitJson(new String(json.encode(event), UTF_8))
            : console.fit(new String(text.encode(SingleLineEvents.of(event)), UTF_8)));
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
