package io.botfunnel.starter.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replaces secrets in a text by {@code ***}. It finds known secrets by their value, however URLs,
 * forms, JSON or Base64 spell it, and others by their shape. It prefers masking too much.
 * Thread-safe.
 */
final class SecretMask {
  static final int SHORTEST = 4;

  /** Matches Telegram's bot tokens; the lookbehind avoids rescanning a long run of digits. */
  private static final Pattern BOT_TOKEN =
      Pattern.compile("(?<![0-9])[0-9]{6,}+(?::|%3[Aa])[A-Za-z0-9_-]{30,}+");

  /**
   * Matches names of settings, which are not secrets, as in "xtracker.bearer (XTRACKER_BEARER) is
   * missing".
   */
  private static final String SETTING =
      "\\([A-Z][A-Z0-9_]*_BEARER\\)|xtracker\\.[a-z-]+\\b|[A-Z][A-Z0-9_]*_BEARER(?:_FILE)?\\b";

  private static final Pattern BEARER =
      Pattern.compile(
          "\\b((?i:bearer))\\s+(?!(?:" + SETTING + ")(?![^\\s\"',;.]))[^\\s\"',;]{8,}+");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?=[TtSsBbPp])(?i)(token|secret|bearer|password)(=[\"']?)[^&\\s\"'<>,;)\\]}]+");

  /** Matches the user info before the host of a URL, which often holds a password. */
  private static final Pattern USER_INFO = Pattern.compile("://[^\\s/?#\"'<>]{1,500}@(?=[^\\s/@])");

  private static final Pattern BASIC =
      Pattern.compile("(?i)(authorization[\"']?\\s*[:=]\\s*[\\[\"']*basic\\s+)[^\\s\"',;\\]]+");

  private static final Pattern NOTHING = Pattern.compile("(?!)");

  /** A shorter value is only a few letters in Base64, as many words are. */
  private static final int SHORTEST_IN_BASE64 = 8;

  private static final HexFormat HEX = HexFormat.ofDelimiter("%").withUpperCase();

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private volatile Pattern known = NOTHING;

  synchronized void hide(String secret) {
    if (secret.length() >= SHORTEST && secrets.add(secret)) {
      known = Pattern.compile("(?=[%s])(?:%s)".formatted(firsts(), alternatives()));
    }
  }

  /** Returns the text without its secrets; the same object if it has none. */
  String apply(String text) {
    String rest = known.matcher(text).replaceAll("***");
    rest = BOT_TOKEN.matcher(rest).replaceAll("***");
    rest = BEARER.matcher(rest).replaceAll("$1 ***");
    rest = USER_INFO.matcher(rest).replaceAll("://***@");
    rest = BASIC.matcher(rest).replaceAll("$1***");
    return PARAMETER.matcher(rest).replaceAll("$1$2***");
  }

  /**
   * Sorts the longest secret first: if two secrets start alike, the longer must not leave its end
   * behind.
   */
  private String alternatives() {
    return secrets.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(SecretMask::spellings)
        .collect(Collectors.joining("|"));
  }

  /**
   * Returns the characters that a secret may begin with, because most positions of a text match
   * none.
   */
  private String firsts() {
    return secrets.stream()
        .flatMap(secret -> Stream.of(secret.substring(0, 1), inBase64(secret).substring(0, 1)))
        .map(first -> first.matches("[A-Za-z0-9]") ? first : "\\W_")
        .distinct()
        .collect(Collectors.joining());
  }

  private static String spellings(String secret) {
    String characters =
        secret.codePoints().mapToObj(SecretMask::spellings).collect(Collectors.joining());
    return secret.length() < SHORTEST_IN_BASE64 ? characters : characters + "|" + inBase64(secret);
  }

  /** Returns a character as it is, percent-encoded, and as a JSON string may contain it. */
  private static String spellings(int character) {
    String itself = Character.toString(character);
    if (character < 0x80 && Character.isLetterOrDigit(character)) {
      return itself; // never encoded
    }
    // A form encodes a blank as a plus.
    String encoded = URLEncoder.encode(itself, UTF_8);
    return Stream.of(itself, encoded, percent(itself), PlainText.unicode(itself), "\\" + itself)
        .distinct()
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?i:", ")"));
  }

  private static String percent(String character) {
    return "%" + HEX.formatHex(character.getBytes(UTF_8));
  }

  /** Covers both alphabets, with and without padding. */
  private static String inBase64(String secret) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(secret.getBytes(UTF_8))
        .replace("+", "[+-]")
        .replace("/", "[/_]")
        .concat("={0,2}");
  }
}
