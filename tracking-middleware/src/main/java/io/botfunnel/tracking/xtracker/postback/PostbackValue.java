package io.botfunnel.tracking.xtracker.postback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.xtracker.http.Rule;
import java.net.URLEncoder;
import java.util.regex.Pattern;

/**
 * A value in a postback URL.
 *
 * @param text as it was given
 * @param isMacro whether the partner replaces it, so that it must reach the partner as it is
 */
record PostbackValue(String text, boolean isMacro) {
  private static final Pattern MACRO = Pattern.compile("[!-~&&[^&#%+\"'`]]{1,200}");

  static PostbackValue plain(String text) {
    return new PostbackValue(text, false);
  }

  /**
   * A macro of the partner's.
   *
   * @throws IllegalArgumentException if it would break the URL that it stands in
   */
  static PostbackValue macro(String parameter, String text) {
    if (!MACRO.matcher(text).matches()) {
      throw Rule.broken(
          "macro of " + parameter,
          text,
          "a macro is visible ASCII, at most 200 characters, without & # % + spaces and quotes,"
              + " since it stands in the URL unencoded",
          "Copy the macro as the partner's page shows it, for example {sub_id}");
    }
    return new PostbackValue(text, true);
  }

  /** As it stands in the URL: a macro as it is, everything else percent-encoded. */
  String encoded() {
    // URLEncoder writes forms, where a space is a plus and * is left alone
    return isMacro ? text : URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
