package io.botfunnel.tracking.internal.xtracker.http;

import java.util.regex.Pattern;

/**
 * Prepares text from outside for display: its start, on one line, without the secret that it may
 * echo. Thread-safe.
 */
public final class Excerpt {
  public static final int MOST_CHARACTERS = 200;

  /**
   * Control and format characters, line separators and lone surrogates, which could forge log
   * lines.
   */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cntrl}\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\s]+");

  private static final String MASK = "***";

  private final String secret;

  private Excerpt(String secret) {
    this.secret = secret;
  }

  /** Returns an excerpt that masks the secret, also when JSON escaped its slashes. */
  public static Excerpt without(String secret) {
    return new Excerpt(secret);
  }

  /** Shortens a text that cannot contain a secret. */
  static String plain(String text) {
    return start(UNFIT.matcher(text).replaceAll(" ").strip());
  }

  /**
   * Returns at most 200 characters. The secret is masked before the text is cut, so no part of it
   * remains.
   */
  public String of(String text) {
    return plain(text.replace(secret, MASK).replace(secret.replace("/", "\\/"), MASK));
  }

  private static String start(String line) {
    if (line.length() <= MOST_CHARACTERS) {
      return line;
    }
    boolean splitsPair = Character.isHighSurrogate(line.charAt(MOST_CHARACTERS - 1));
    return line.substring(0, splitsPair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
  }
}
