package io.botfunnel.tracking.event;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text before the uid in the payload of a tracked start, {@code /start <prefix><uid>}. A
 * payload that begins otherwise is not tracked and belongs to the bot's author. Immutable.
 *
 * @param value 1 to 32 characters of {@code A-Z a-z 0-9 _ -}; case-sensitive
 */
public record StartPrefix(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /** The prefix that XTRACKER's landing pages use: {@code fb_}. */
  public static final StartPrefix STANDARD = new StartPrefix("fb_");

  /** Telegram's limit for a start payload, in characters. */
  private static final int LONGEST_PAYLOAD = 64;

  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException if the value is not 1 to 32 characters of {@code A-Z a-z 0-9 _
   *     -}
   */
  public StartPrefix {
    if (!isPrefix(value)) {
      throw InvalidValueException.of(
          "tracking.start-prefix",
          value,
          "a start prefix has 1 to 32 characters of A-Z a-z 0-9 _ -",
          "Write what your landing page puts before the uid, such as fb_");
    }
  }

  /**
   * The length of the longest uid that fits behind the prefix, in characters: 64 minus the prefix,
   * but at most 61.
   */
  public int longestUid() {
    return Math.min(ClickId.LONGEST, LONGEST_PAYLOAD - value.length());
  }

  /**
   * The uid in a start payload; empty if the payload does not begin with this prefix or holds no
   * uid.
   */
  public Optional<ClickId> uidIn(String payload) {
    return payload.startsWith(value) && payload.length() <= LONGEST_PAYLOAD
        ? ClickId.parse(payload.substring(value.length()))
        : Optional.empty();
  }

  /**
   * The start payload that carries a uid.
   *
   * @throws IllegalArgumentException if it would have more than 64 characters, Telegram's limit
   */
  public String payloadOf(ClickId uid) {
    if (uid.value().length() > longestUid()) {
      throw InvalidValueException.of(
          "uid",
          uid.value(),
          "a start payload has at most 64 characters, so %s leaves %d for a uid"
              .formatted(value, longestUid()),
          "Have the landing page mint shorter uids, or shorten tracking.start-prefix");
    }
    return value + uid.value();
  }

  /**
   * Removes the prefix from a uid, if it is there.
   *
   * @param uid a uid with or without the prefix
   */
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
