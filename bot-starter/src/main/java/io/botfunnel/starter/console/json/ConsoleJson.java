package io.botfunnel.starter.console.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the console's JSON: the records of {@link io.botfunnel.tracking.operations} and
 * {@link Status}.
 *
 * <p>Names are those of the records. Instants and durations are milliseconds, with {@code Ms}
 * appended to the name; an instant counts from the epoch. An enum is its lower-case word; an amount
 * of money is a string. Absent values are {@code null}; a reader tolerates missing and unknown
 * fields. Safe for use from any thread.
 */
public final class ConsoleJson {
  private static final ObjectMapper MAPPER = mapper();

  private ConsoleJson() {}

  /** Writes a value as JSON, in one line. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON of " + value.getClass().getName(), e);
    }
  }

  /**
   * Reads a value from JSON.
   *
   * @throws IllegalArgumentException if the text is not such a value
   */
  public static <T> T read(String json, Class<T> type) {
    return readable(type, () -> MAPPER.readValue(json, type));
  }

  /**
   * Reads a list of values from JSON.
   *
   * @throws IllegalArgumentException if the text is not a list of such values
   */
  public static <T> List<T> readList(String json, Class<T> type) {
    return readable(type, () -> MAPPER.readerForListOf(type).readValue(json));
  }

  /** Reads a value; the parser returns null for the JSON literal {@code null}. */
  private interface Reading<T> {
    @Nullable T read() throws JsonProcessingException;
  }

  private static <T> T readable(Class<?> type, Reading<T> reading) {
    try {
      T value = reading.read();
      if (value == null) {
        throw unreadable(type, "it is null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw unreadable(type, e.getOriginalMessage());
    }
  }

  private static IllegalArgumentException unreadable(Class<?> type, String why) {
    return new IllegalArgumentException(
        "The JSON of a %s cannot be read: %s. Is the other side of the same version?"
            .formatted(type.getSimpleName(), why));
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .addModule(scalars())
            .propertyNamingStrategy(new TimesInMs())
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Books.class, BalancedBooks.class)
            .build();
    mapper
        .configOverride(BigDecimal.class)
        .setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
    return mapper;
  }

  private static SimpleModule scalars() {
    SimpleModule module = new SimpleModule("console");
    new Scalar<>(
            Instant.class,
            (json, at) -> json.writeNumber(at.toEpochMilli()),
            json -> Instant.ofEpochMilli(json.getLongValue()))
        .addTo(module);
    new Scalar<>(
            Duration.class,
            (json, time) -> json.writeNumber(time.toMillis()),
            json -> Duration.ofMillis(json.getLongValue()))
        .addTo(module);
    new Scalar<>(
            Topic.class,
            (json, topic) -> json.writeString(topic.name()),
            json -> Topic.named(json.getText()))
        .addTo(module);
    return module;
  }

  /** Adds {@code balanced}, which readers would otherwise have to calculate. */
  private interface BalancedBooks {
    @JsonProperty
    boolean balanced();
  }
}
