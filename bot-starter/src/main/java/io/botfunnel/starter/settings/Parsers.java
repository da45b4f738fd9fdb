package io.botfunnel.starter.settings;

import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Money;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns texts into values. Each parser throws IllegalArgumentException if a text breaks its rule.
 */
final class Parsers {
  /** Nine digits exceed what any setting allows and cannot overflow. */
  private static final Pattern SHORT_DURATION = Pattern.compile("[0-9]{1,9}[smhd]");

  private Parsers() {}

  static Function<String, String> matching(String shape) {
    return that(Pattern.compile(shape).asMatchPredicate());
  }

  static Function<String, String> that(Predicate<String> rule) {
    return text -> {
      require(rule.test(text));
      return text;
    };
  }

  /**
   * A secret of the tracker. An HTTP header carries only visible ASCII, and the log cannot mask
   * anything shorter than 4 characters. Surrounding quotes are rejected: a shell removes them, but
   * an env file keeps them.
   */
  static Function<String, String> secretOfTracker() {
    return matching("(?!([\"'`]).*\\1$)[!-~]{4,4096}");
  }

  static Function<String, Integer> number(int least, int most) {
    return text -> {
      int number = Integer.parseInt(text);
      require(least <= number && number <= most);
      return number;
    };
  }

  static boolean flag(String text) {
    return oneOf(Map.of("true", true, "false", false)).apply(text.toLowerCase(Locale.ROOT));
  }

  static <T> Function<String, T> oneOf(Map<String, T> words) {
    return text -> Optional.ofNullable(words.get(text)).orElseThrow(Parsers::broken);
  }

  /** Values with commas in between. */
  static <T> Function<String, List<T>> listOf(Function<String, T> each) {
    return text -> Stream.of(text.split(",", -1)).map(String::strip).map(each).toList();
  }

  static <T> UnaryOperator<List<T>> atMost(int size) {
    return list -> {
      require(list.size() <= size);
      return list;
    };
  }

  static String outboxUrl(String text) {
    Outbox.requireUrl(text);
    return text;
  }

  /**
   * A duration as operators write it: {@code 90s}, {@code 10m}, {@code 1h}, {@code 7d}, or ISO
   * {@code PT10M}; a number needs its unit.
   */
  static Function<String, Duration> duration(String least, String most) {
    return text -> {
      Duration duration = duration(text);
      require(duration.compareTo(duration(least)) >= 0 && duration.compareTo(duration(most)) <= 0);
      return duration;
    };
  }

  private static Duration duration(String text) {
    String iso = (text.endsWith("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT);
    try {
      return Duration.parse(SHORT_DURATION.matcher(text).matches() ? iso : text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a duration", e);
    }
  }

  static boolean isEvent(String text) {
    return Stream.of(EventName.values()).map(EventName::wireName).anyMatch(text::equals);
  }

  /** Returns whether the amount and currency are valid money, above zero. */
  static boolean isMoney(String amount, String currency) {
    try {
      return Money.of(amount, currency).amount().signum() > 0;
    } catch (IllegalArgumentException broken) {
      return false;
    }
  }

  static void require(boolean kept) {
    if (!kept) {
      throw broken();
    }
  }

  private static IllegalArgumentException broken() {
    return new IllegalArgumentException("the rule is broken");
  }
}
