package io.botfunnel.tracking.xtracker.postback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.event.InvalidValueException;
import java.net.URLEncoder;
import java.util.regex.Pattern;

/**
 * A value in a postback URL.
 *
 * @param text the value as given
 * @param isMacro whether the partner replaces it, so that it must reach the partner unchanged
 */
record PostbackValue(String text, boolean isMacro) {
  private static final Pattern MACRO = Pattern.compile("[!-~&&[^&#%+\"'`]]{1,200}");

  static PostbackValue plain(String text) {
    return new PostbackValue(text, false);
  }

  /**
   * Creates a macro of the partner's.
   *
   * @throws IllegalArgumentException if it would break the URL that contains it
   */
  static PostbackValue macro(String parameter, String text) {
    if (!MACRO.matcher(text).matches()) {
      throw InvalidValueException.of(
          "macro of " + parameter,
          text,
          "a macro is visible ASCII, at most 200 characters, without & # % + spaces and quotes,"
              + " since it stands in the URL unencoded",
          "Copy the macro as the partner's page shows it, for example {sub_id}");
    }
    return new PostbackValue(text, true);
  }

  /**
   * Returns the value as it appears in the URL: a macro unchanged, everything else percent-encoded.
   */
  String encoded() {
    // URLEncoder writes form encoding: a space becomes a plus and * stays as it is
    return isMacro ? text : URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
