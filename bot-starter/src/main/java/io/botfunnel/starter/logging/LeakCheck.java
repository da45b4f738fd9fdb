package io.botfunnel.starter.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests whether an event has text to rewrite, such as a secret to mask; most events have none and
 * need no copy.
 */
record LeakCheck(UnaryOperator<String> mask) {

  boolean leaks(ILoggingEvent event) {
    return texts(event).filter(Objects::nonNull).anyMatch(this::leaks)
        || leaks(event.getThrowableProxy());
  }

  /** Includes the pattern, because appenders that write fields also write the pattern. */
  private static Stream<@Nullable String> texts(ILoggingEvent event) {
    return Stream.of(
            Stream.of(event.getThreadName(), event.getMessage(), event.getFormattedMessage()),
            Stream.ofNullable(event.getArgumentArray()).flatMap(Stream::of).map(ArgumentText::of),
            Stream.ofNullable(event.getKeyValuePairs())
                .flatMap(List::stream)
                .flatMap(pair -> Stream.of(pair.key, ArgumentText.of(pair.value))),
            Stream.ofNullable(event.getMDCPropertyMap())
                .flatMap(mdc -> mdc.entrySet().stream())
                .flatMap(entry -> Stream.of(entry.getKey(), ArgumentText.of(entry.getValue()))))
        .flatMap(part -> part);
  }

  private boolean leaks(@Nullable IThrowableProxy thrown) {
    return thrown != null
        && (leaks(thrown.getMessage())
            || leaks(thrown.getOverridingMessage())
            || leaks(thrown.getCause())
            || Stream.ofNullable(thrown.getSuppressed()).flatMap(Stream::of).anyMatch(this::leaks));
  }

  private boolean leaks(@Nullable String text) {
    return text != null && !mask.apply(text).equals(text);
  }
}
