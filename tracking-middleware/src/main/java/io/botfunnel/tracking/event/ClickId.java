package io.botfunnel.tracking.event;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The click id (uid) that a landing page created and that a user brings in {@code /start fb_<uid>},
 * or behind another {@link StartPrefix}. Immutable.
 *
 * <p>It is untrusted input: a user can type any payload. XTRACKER's uids have 1 to 61 characters of
 * {@code A-Z a-z 0-9 _ -}. Telegram allows 64 characters in a start payload, which leaves 61 beside
 * {@code fb_}; a longer prefix leaves fewer.
 *
 * @param value 1 to 61 characters of {@code A-Z a-z 0-9 _ -}
 */
public record ClickId(String value) implements Subject {
  /** The longest uid, in characters. */
  public static final int LONGEST = 61;

  /** Distinguishes a click from a user in event ids, whatever the configured start prefix is. */
  private static final String MARK = "fb_";

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,61}");

  /**
   * Checks the uid.
   *
   * @throws IllegalArgumentException if the value is not 1 to 61 characters of {@code A-Z a-z 0-9 _
   *     -}
   */
  public ClickId {
    if (!isClickId(value)) {
      throw InvalidValueException.of(
          "uid",
          value,
          "a click id has 1 to 61 characters of A-Z a-z 0-9 _ - (Telegram's start payload)",
          "Pass the uid as the landing page made it, without the start prefix");
    }
  }

  /**
   * Parses a uid.
   *
   * @param uid any text, or null
   * @return empty if the text is not a uid
   */
  public static Optional<ClickId> parse(@Nullable String uid) {
    return uid != null && isClickId(uid) ? Optional.of(new ClickId(uid)) : Optional.empty();
  }

  private static boolean isClickId(@Nullable String value) {
    return value != null && SHAPE.matcher(value).matches();
  }

  @Override
  public String identity() {
    return MARK + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
