package io.botfunnel.tracking.xtracker.http;

import java.util.regex.Pattern;

/**
 * What may be shown of a text from outside: its start on one line, without the secret that it may
 * echo. Thread-safe.
 */
public final class Excerpt {
  public static final int MOST_CHARACTERS = 200;

  /**
   * Control and format characters, line separators, lone surrogates: they would forge log lines.
   */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cntrl}\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\s]+");

  private static final String MASK = "***";

  private final String secret;

  private Excerpt(String secret) {
    this.secret = secret;
  }

  /** Masks that secret, also where JSON escaped its slashes. */
  public static Excerpt without(String secret) {
    return new Excerpt(secret);
  }

  /** The start of a text that cannot hold a secret. */
  static String plain(String text) {
    return start(UNFIT.matcher(text).replaceAll(" ").strip());
  }

  /** At most 200 characters; masked before they are counted, so that none is cut in two. */
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
