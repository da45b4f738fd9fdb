package io.botfunnel.bot.postback;

import java.util.regex.Pattern;

/** A macro in a postback URL, which the partner replaces; each network has its own notation. */
public final class Macro {
  /** The notations {@code {x} [x] <x> $x #x# %x%}; the first three also encoded, once or twice. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?i).*(\\{[^}]*}|\\[[^]]*]|<[^>]*>|\\$[A-Z_(]|#[A-Z0-9_]+#|%[A-Z_]{3,}%|%(25)?(7B|5B|3C)).*");

  private static final Pattern ENCODED = Pattern.compile("(?i).*%(25)?(7B|5B|3C).*");

  private Macro() {}

  /** Returns whether the value contains a macro that the partner did not replace. */
  public static boolean isIn(String value) {
    return SHAPE.matcher(value).matches();
  }

  /**
   * Returns whether the text contains a macro with encoded brackets, which the partner would not
   * recognize.
   */
  public static boolean isEncodedIn(String written) {
    return ENCODED.matcher(written).matches();
  }
}
