package io.botfunnel.tracking.event;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The click id (uid) that a landing page minted and that a user brings along in {@code /start
 * fb_<uid>}.
 *
 * <p>It is untrusted input: a user can type any payload. Telegram allows a start payload of at most
 * 64 characters of {@code A-Z a-z 0-9 _ -}, which leaves 1 to 61 for the uid.
 *
 * @param value 1 to 61 characters of {@code A-Z a-z 0-9 _ -}
 */
public record ClickId(String value) implements Subject {
  /** What stands before the uid in a start payload. */
  public static final String START_PREFIX = "fb_";

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,61}");

  /**
   * @throws IllegalArgumentException if the value breaks the rule above
   */
  public ClickId {
    if (!isClickId(value)) {
      throw Rule.broken(
          "uid",
          value,
          "a click id has 1 to 61 characters of A-Z a-z 0-9 _ - (Telegram's start payload)",
          "Pass the uid as the landing page made it, without the fb_ prefix");
    }
  }

  /** The uid of a start payload, or empty where the payload is not one of ours. */
  public static Optional<ClickId> fromStartPayload(String payload) {
    if (!payload.startsWith(START_PREFIX)) {
      return Optional.empty();
    }
    String uid = payload.substring(START_PREFIX.length());
    return isClickId(uid) ? Optional.of(new ClickId(uid)) : Optional.empty();
  }

  private static boolean isClickId(@Nullable String value) {
    return value != null && SHAPE.matcher(value).matches();
  }

  @Override
  public String identity() {
    return START_PREFIX + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
