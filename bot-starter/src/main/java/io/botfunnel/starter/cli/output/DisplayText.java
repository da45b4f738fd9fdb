package io.botfunnel.starter.cli.output;

import io.botfunnel.starter.logging.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Formats values for people. */
public final class DisplayText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssXXX").withZone(ZoneId.systemDefault());

  private DisplayText() {}

  /** Returns the text in one line, without terminal control characters; a dash if there is none. */
  public static String text(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    return text.isEmpty() ? "-" : PlainText.line(text);
  }

  /** Formats a time to the second, in this machine's time zone. */
  public static String time(Instant at) {
    return TIME.format(at);
  }

  /** Formats how long ago something was, in its two largest units. */
  public static String age(Instant at, Instant now) {
    return length(Duration.between(at, now));
  }

  /**
   * Formats a duration, such as {@code 42 s}, {@code 12 min}, {@code 3 h 12 min}, {@code 2 d 3 h}.
   */
  public static String length(Duration time) {
    if (time.toMinutes() < 1) {
      return Math.max(0, time.toSeconds()) + " s";
    }
    if (time.toHours() < 1) {
      return time.toMinutes() + " min";
    }
    return time.toDays() < 1
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toDays() + " d " + time.toHoursPart() + " h";
  }

  /** Formats a number of entries, such as {@code 1 entry}, {@code 1,204 entries}. */
  public static String entries(long count) {
    return count == 1 ? "1 entry" : "%,d entries".formatted(count);
  }
}
