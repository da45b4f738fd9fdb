package io.botfunnel.starter.logging;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text from a user, a server or a file safe for a terminal, a log or a reader. It escapes
 * control characters (C0 and C1), line and paragraph separators, format characters such as those
 * that change the writing direction, and invisible characters. Halves of surrogate pairs and
 * piled-up marks are escaped too. Escapes look like {@code \n} and {@code \}{@code u001b}: nothing
 * is hidden, and the original characters are recognisable. Safe for use from any thread.
 */
public final class PlainText {
  /** Unicode counts these fillers and selectors as letters or marks, but they are invisible. */
  private static final String UNSEEN =
      "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u3164\\ufe00-\\ufe0f\\uffa0\\x{e0100}-\\x{e01ef}";

  private static final String SINGLE = "\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}" + UNSEEN;

  /** No script puts more than four marks on a letter; a hundred of them cover the lines above. */
  private static final String PILED_UP = "|(?<=\\p{M}{4})\\p{M}";

  private static final String OBEYED = "[" + SINGLE + "]" + PILED_UP;
  private static final Pattern ANY = Pattern.compile(OBEYED);

  /** Our own text may contain line breaks, tabs and colours; a colour cannot move the cursor. */
  private static final Pattern ANY_BUT_LAYOUT =
      Pattern.compile("(\\x1b\\[[0-9;]*m|\\r\\n|[\\n\\t])|" + OBEYED);

  /** Blanks between the tokens of JSON; its strings contain none of them unescaped. */
  private static final Pattern ANY_BUT_BLANKS =
      Pattern.compile("[" + SINGLE + "&&[^\\n\\r\\t]]" + PILED_UP);

  private PlainText() {}

  /** Returns the text in one line. */
  public static String line(String text) {
    return isPlain(text) ? text : ANY.matcher(text).replaceAll(PlainText::escaped);
  }

  /** Returns the text with its line feeds, for text that has several lines on purpose. */
  public static String lines(String text) {
    return isPlain(text)
        ? text
        : text.lines().map(PlainText::line).collect(Collectors.joining(System.lineSeparator()));
  }

  /** Returns several lines of our own text with their colours. */
  static String screen(String text) {
    return isPlain(text) ? text : ANY_BUT_LAYOUT.matcher(text).replaceAll(PlainText::keptOrEscaped);
  }

  /** Returns JSON that means the same, character by character. */
  static String json(String json) {
    return isPlain(json)
        ? json
        : ANY_BUT_BLANKS.matcher(json).replaceAll(found -> quoted(unicode(found.group())));
  }

  /** A fast path: nearly all text is plain ASCII. */
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

  /** Escapes each UTF-16 unit as JSON and Java write it. */
  static String unicode(String character) {
    return character
        .chars()
        .mapToObj(unit -> "\\u%04x".formatted(unit))
        .collect(Collectors.joining());
  }
}
