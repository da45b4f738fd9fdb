package io.botfunnel.starter.postback;

import java.util.regex.Pattern;

/** What partners replace in a postback URL; every network writes it in its own way. */
public final class Macro {
  /** {@code {x} [x] <x> $x #x# %x%}; the first three also encoded, once or twice. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?i).*(\\{[^}]*}|\\[[^]]*]|<[^>]*>|\\$[A-Z_(]|#[A-Z0-9_]+#|%[A-Z_]{3,}%|%(25)?(7B|5B|3C)).*");

  private static final Pattern ENCODED = Pattern.compile("(?i).*%(25)?(7B|5B|3C).*");

  private Macro() {}

  /** Whether the value is one that the partner did not replace. */
  public static boolean isIn(String value) {
    return SHAPE.matcher(value).matches();
  }

  /** Whether a partner would not know it as its own, for its brackets are encoded. */
  public static boolean isEncodedIn(String written) {
    return ENCODED.matcher(written).matches();
  }
}
