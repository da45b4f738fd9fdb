package io.botfunnel.starter.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Durations as operators write them: {@code 90s}, {@code 10m}, {@code 1h}, {@code 7d}, or ISO
 * {@code PT10M}.
 */
final class SettingDuration {
  /** Nine digits exceed what any setting allows and cannot overflow. */
  private static final Pattern SHORT = Pattern.compile("[0-9]{1,9}[smhd]");

  private SettingDuration() {}

  /** A setting with one duration between {@code least} and {@code most}, both included. */
  static SettingKey<Duration> key(String name, String least, String most, String standard) {
    return SettingKey.of(
            name,
            text -> within(parse(text), parse(least), parse(most)),
            "a duration from " + least + " to " + most + ", such as 90s, 10m, 1h, 7d or PT10M",
            "Leave it out for " + standard)
        .or(standard);
  }

  /** A setting with 1 to {@code atMost} durations, separated by commas. */
  static SettingKey<List<Duration>> keyOfSome(
      String name, int atMost, String least, String most, String standard) {
    return SettingKey.of(
            name,
            text -> some(text, atMost, parse(least), parse(most)),
            "1 to %d durations from %s to %s with commas in between, such as %s"
                .formatted(atMost, least, most, standard),
            "Leave it out for " + standard)
        .or(standard);
  }

  private static List<Duration> some(String text, int atMost, Duration least, Duration most) {
    List<Duration> some =
        Stream.of(text.split(",", -1))
            .map(each -> within(parse(each.strip()), least, most))
            .toList();
    Rules.require(some.size() <= atMost);
    return some;
  }

  /**
   * @throws IllegalArgumentException if the text is not a duration; a number needs its unit
   */
  static Duration parse(String text) {
    try {
      return Duration.parse(SHORT.matcher(text).matches() ? iso(text) : text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a duration", e);
    }
  }

  private static String iso(String text) {
    return (text.endsWith("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT);
  }

  private static Duration within(Duration duration, Duration least, Duration most) {
    Rules.require(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
    return duration;
  }
}
