package io.botfunnel.starter.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each event as one line of JSON with {@code timestamp} (ISO 8601, UTC), {@code level},
 * {@code logger}, {@code thread} and {@code message}. If present, it adds {@code template} and
 * {@code arguments} (the parts of the message), {@code keys} (MDC and key-value pairs) and {@code
 * throwable} (the stack trace as one text). Logged content cannot add a line break to a line, nor
 * anything that a terminal would obey.
 *
 * <p>Public for an author's own {@code logback.xml}, which names it as an encoder. Thread-safe.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NOTHING = {};

  /** For logback. */
  public JsonLines() {}

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    // Writes characters rather than bytes: half of a surrogate pair must not lose the line. It
    // becomes an escape, like anything that a terminal would obey.
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      write(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (PlainText.json(line.toString()) + '\n').getBytes(UTF_8);
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    json.writeStringField("timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString());
    json.writeStringField("level", event.getLevel().toString());
    json.writeStringField("logger", event.getLoggerName());
    json.writeStringField("thread", event.getThreadName());
    json.writeStringField("message", event.getFormattedMessage());
    writeArguments(event, json);
    writeKeys(keys(event), json);
    writeThrowable(event.getThrowableProxy(), json);
  }

  /** The template finds all lines of one kind, whatever their arguments. */
  private static void writeArguments(ILoggingEvent event, JsonGenerator json) throws IOException {
    Object[] arguments = event.getArgumentArray();
    if (arguments == null || arguments.length == 0) {
      return;
    }
    json.writeStringField("template", event.getMessage());
    json.writeArrayFieldStart("arguments");
    for (Object argument : arguments) {
      json.writeString(ArgumentText.of(argument));
    }
    json.writeEndArray();
  }

  private static Map<String, String> keys(ILoggingEvent event) {
    Map<String, String> keys = new LinkedHashMap<>(event.getMDCPropertyMap());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        keys.put(pair.key, ArgumentText.of(pair.value));
      }
    }
    return keys;
  }

  private static void writeKeys(Map<String, String> keys, JsonGenerator json) throws IOException {
    if (keys.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("keys");
    for (Map.Entry<String, String> key : keys.entrySet()) {
      json.writeStringField(key.getKey(), key.getValue());
    }
    json.writeEndObject();
  }

  private static void writeThrowable(@Nullable IThrowableProxy thrown, JsonGenerator json)
      throws IOException {
    if (thrown != null) {
      json.writeStringField("throwable", ThrowableProxyUtil.asString(thrown));
    }
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
