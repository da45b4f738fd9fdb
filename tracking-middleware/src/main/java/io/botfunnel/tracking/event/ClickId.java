package io.botfunnel.tracking.event;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The click id (uid) that a landing page minted and that a user brings along in {@code /start
 * fb_<uid>}, or behind another {@link StartPrefix}.
 *
 * <p>It is untrusted input: a user can type any payload. XTRACKER's uids have 1 to 61 characters of
 * {@code A-Z a-z 0-9 _ -}, which is what Telegram's 64 of a start payload leave beside {@code fb_};
 * a longer prefix leaves fewer.
 *
 * @param value 1 to 61 characters of {@code A-Z a-z 0-9 _ -}
 */
public record ClickId(String value) implements Subject {
  /** The longest uid, in characters. */
  public static final int LONGEST = 61;

  /** How event ids tell a click from a user, whatever prefix starts carry. */
  private static final String MARK = "fb_";

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
          "Pass the uid as the landing page made it, without the start prefix");
    }
  }

  /** The uid that a text is; empty where it is none. */
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
