package io.botfunnel.tracking.event;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the uid in the payload of a tracked start, {@code /start <prefix><uid>}. A
 * payload that begins otherwise is none of ours and belongs to the bot's author.
 *
 * @param value 1 to 32 characters of {@code A-Z a-z 0-9 _ -}, in this very case
 */
public record StartPrefix(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /** What XTRACKER's landing pages put before a uid. */
  public static final StartPrefix STANDARD = new StartPrefix("fb_");

  /** Of a start payload (Telegram). */
  private static final int LONGEST_PAYLOAD = 64;

  /**
   * @throws IllegalArgumentException if the value breaks the rule above
   */
  public StartPrefix {
    if (!isPrefix(value)) {
      throw Rule.broken(
          "tracking.start-prefix",
          value,
          "a start prefix has 1 to 32 characters of A-Z a-z 0-9 _ -",
          "Write what your landing page puts before the uid, such as fb_");
    }
  }

  /** The longest uid that fits behind it: 64 less the prefix, and never more than 61. */
  public int longestUid() {
    return Math.min(ClickId.LONGEST, LONGEST_PAYLOAD - value.length());
  }

  /** The uid of a start payload; empty where the payload is not one of ours. */
  public Optional<ClickId> uidIn(String payload) {
    return payload.startsWith(value) && payload.length() <= LONGEST_PAYLOAD
        ? ClickId.parse(payload.substring(value.length()))
        : Optional.empty();
  }

  /**
   * The start payload that carries a uid.
   *
   * @throws IllegalArgumentException if it would be longer than Telegram allows
   */
  public String payloadOf(ClickId uid) {
    if (uid.value().length() > longestUid()) {
      throw Rule.broken(
          "uid",
          uid.value(),
          "a start payload has at most 64 characters, so %s leaves %d for a uid"
              .formatted(value, longestUid()),
          "Have the landing page mint shorter uids, or shorten tracking.start-prefix");
    }
    return value + uid.value();
  }

  /** A uid as somebody writes it, with the prefix or without. */
  public String strippedFrom(String uid) {
    return uid.startsWith(value) ? uid.substring(value.length()) : uid;
  }

  private static boolean isPrefix(@Nullable String value) {
    return value != null && SHAPE.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
