package io.botfunnel.starter.logging;

import static java.util.stream.Collectors.toMap;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;

/**
 * A copy of an event with every text rewritten, for example masked; its arguments are text. It
 * extends logback's own event class, because logback's socket appenders accept no other.
 */
final class RewrittenEvent extends LoggingEvent {
  private final ILoggingEvent original;
  private final UnaryOperator<String> mask;
  private final @Nullable String formatted;

  RewrittenEvent(ILoggingEvent original, UnaryOperator<String> mask) {
    this.original = original;
    this.mask = mask;
    // Masks the formatted message as a whole, because pattern and arguments may each hold half of a
    // secret.
    this.formatted = masked(original.getFormattedMessage());
    copyOrigin();
    copyTexts();
  }

  private void copyOrigin() {
    setLoggerName(original.getLoggerName());
    setLoggerContextRemoteView(original.getLoggerContextVO());
    setLevel(original.getLevel());
    setInstant(original.getInstant());
    setSequenceNumber(original.getSequenceNumber());
    Stream.ofNullable(original.getMarkerList()).flatMap(List::stream).forEach(this::addMarker);
  }

  private void copyTexts() {
    setThreadName(masked(original.getThreadName()));
    copyMessage(masked(original.getMessage()), arguments(original.getArgumentArray()));
    setKeyValuePairs(pairs(original.getKeyValuePairs()));
    setMDCPropertyMap(values(original.getMDCPropertyMap()));
  }

  /**
   * Drops pattern and arguments if the whole message has more to mask than its parts: then each
   * part holds a piece of a secret.
   */
  private void copyMessage(@Nullable String pattern, Object @Nullable [] arguments) {
    boolean whole =
        Objects.equals(MessageFormatter.arrayFormat(pattern, arguments).getMessage(), formatted);
    setMessage(whole ? pattern : formatted);
    setArgumentArray(whole ? arguments : null);
  }

  private @Nullable String masked(@Nullable String text) {
    return text == null ? null : mask.apply(text);
  }

  private Object @Nullable [] arguments(Object @Nullable [] arguments) {
    return arguments == null ? null : Stream.of(arguments).map(this::rendered).toArray();
  }

  private @Nullable List<KeyValuePair> pairs(@Nullable List<KeyValuePair> pairs) {
    return pairs == null
        ? null
        : pairs.stream().map(p -> new KeyValuePair(mask.apply(p.key), rendered(p.value))).toList();
  }

  private Map<String, String> values(@Nullable Map<String, String> values) {
    return Stream.ofNullable(values)
        .flatMap(map -> map.entrySet().stream())
        .collect(
            toMap(
                entry -> mask.apply(entry.getKey()),
                entry -> rendered(entry.getValue()),
                (one, other) -> one + " " + other,
                LinkedHashMap::new));
  }

  private String rendered(@Nullable Object argument) {
    return mask.apply(ArgumentText.of(argument));
  }

  @Override
  public @Nullable String getFormattedMessage() {
    return formatted;
  }

  @Override
  public @Nullable IThrowableProxy getThrowableProxy() {
    IThrowableProxy thrown = original.getThrowableProxy();
    return thrown == null ? null : new RewrittenThrowable(thrown, mask);
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return original.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return original.hasCallerData();
  }
}
