package io.botfunnel.starter.settings;

import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules that turn a text into a value. Each throws IllegalArgumentException if the text breaks the
 * rule.
 */
final class Rules {
  private static final Pattern UPDATE = Pattern.compile("[a-z_]{1,64}");

  private Rules() {}

  static Function<String, String> matching(String shape) {
    Pattern pattern = Pattern.compile(shape);
    return text -> {
      require(pattern.matcher(text).matches());
      return text;
    };
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

  static Function<String, Boolean> flag() {
    return text ->
        switch (text.toLowerCase(Locale.ROOT)) {
          case "true" -> true;
          case "false" -> false;
          default -> throw broken();
        };
  }

  /** Accepts one of two words; true for the first. */
  static Function<String, Boolean> oneOf(String yes, String no) {
    return text -> {
      require(text.equals(yes) || text.equals(no));
      return text.equals(yes);
    };
  }

  static Function<String, Attribution> attribution() {
    return text ->
        switch (text) {
          case "last-click" -> Attribution.LAST_CLICK;
          case "first-click" -> Attribution.FIRST_CLICK;
          default -> throw broken();
        };
  }

  static Function<String, LogFormat> logFormat() {
    return text ->
        switch (text) {
          case "text" -> LogFormat.TEXT;
          case "json" -> LogFormat.JSON;
          default -> throw broken();
        };
  }

  static Function<String, String> outboxUrl() {
    return text -> {
      Outbox.requireUrl(text);
      return text;
    };
  }

  /**
   * Accepts a proxy's URL, or {@code none}: an explicit {@code none} differs from a missing
   * setting.
   */
  static Function<String, Optional<OutboundProxy>> proxy() {
    return text -> text.equals("none") ? Optional.empty() : Optional.of(OutboundProxy.of(text));
  }

  /** Accepts a list of chats, each given by its id or its public name. */
  static Function<String, Set<SubscribedChat>> chats() {
    return text -> listed(text).map(SubscribedChat::new).collect(Collectors.toUnmodifiableSet());
  }

  /** Accepts a list of amounts, each with its currency. */
  static Function<String, DepositCeiling> ceiling() {
    return text -> DepositCeiling.of(listed(text).toList());
  }

  static Function<String, List<String>> namesOfUpdates() {
    return text -> {
      List<String> names = listed(text).toList();
      require(names.stream().allMatch(name -> UPDATE.matcher(name).matches()));
      return names;
    };
  }

  private static Stream<String> listed(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip);
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
