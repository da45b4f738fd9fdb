package io.botfunnel.starter.logging;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text from elsewhere (a user, a server, a file) as a terminal, a log or a person may be given it:
 * none of it is obeyed. Control characters (C0 and C1), separators of lines and paragraphs, format
 * characters, those that turn the direction of writing included, characters that nobody sees,
 * halves of surrogate pairs, and marks that pile up become escapes such as {@code \n} and {@code
 * \}{@code u001b}: nothing is hidden, and it is seen what was there. Safe for use from any thread.
 */
public final class PlainText {
  /** Unicode counts them as letters or marks, and they show as nothing: fillers and selectors. */
  private static final String UNSEEN =
      "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u3164\\ufe00-\\ufe0f\\uffa0\\x{e0100}-\\x{e01ef}";

  private static final String SINGLE = "\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}" + UNSEEN;

  /** No script puts more than four on a letter; a hundred of them cover the lines above. */
  private static final String PILED_UP = "|(?<=\\p{M}{4})\\p{M}";

  private static final String OBEYED = "[" + SINGLE + "]" + PILED_UP;
  private static final Pattern ANY = Pattern.compile(OBEYED);

  /** Our own lines may be broken, indented and coloured; a colour moves nothing. */
  private static final Pattern ANY_BUT_LAYOUT =
      Pattern.compile("(\\x1b\\[[0-9;]*m|\\r\\n|[\\n\\t])|" + OBEYED);

  /** Between the tokens of JSON; within its strings there are none of these. */
  private static final Pattern ANY_BUT_BLANKS =
      Pattern.compile("[" + SINGLE + "&&[^\\n\\r\\t]]" + PILED_UP);

  private PlainText() {}

  /** The text in one line. */
  public static String line(String text) {
    return isPlain(text) ? text : ANY.matcher(text).replaceAll(PlainText::escaped);
  }

  /** The text with its line feeds, for one that has several lines on purpose. */
  public static String lines(String text) {
    return isPlain(text)
        ? text
        : text.lines().map(PlainText::line).collect(Collectors.joining(System.lineSeparator()));
  }

  /** A screen full of our own lines, with their colours. */
  static String screen(String text) {
    return isPlain(text) ? text : ANY_BUT_LAYOUT.matcher(text).replaceAll(PlainText::keptOrEscaped);
  }

  /** JSON that means the same, character by character. */
  static String json(String json) {
    return isPlain(json)
        ? json
        : ANY_BUT_BLANKS.matcher(json).replaceAll(found -> quoted(unicode(found.group())));
  }

  /** What nearly all text is. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(each -> each >= ' ' && each < 0x7f);
  }

  private static String keptOrEscaped(MatchResult found) {
    return found.group(1) == null ? escaped(found) : quoted(found.group(1));
  }

  private static String escaped(MatchResult found) {
    return quoted(
        switch (found.group()) {
          case "\n" -> "\\n";
          case "\r" -> "\\r";
          case "\t" -> "\\t";
          default -> unicode(found.group());
        });
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  /** Of each of its UTF-16 units, as JSON and Java write it. */
  static String unicode(String character) {
    return character
        .chars()
        .mapToObj(unit -> "\\u%04x".formatted(unit))
        .collect(Collectors.joining());
  }
}
