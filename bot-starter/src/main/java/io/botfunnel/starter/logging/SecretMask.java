package io.botfunnel.starter.logging;

import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Replaces secrets in a text by {@code ***}: known ones by their value, others by their shape.
 * Prefers masking too much. Thread-safe.
 */
final class SecretMask {
  static final int SHORTEST = 4;

  /** Telegram's bot tokens; the lookbehind keeps a long run of digits from being tried anew. */
  private static final Pattern BOT_TOKEN =
      Pattern.compile("(?<![0-9])[0-9]{6,}+(?::|%3[Aa])[A-Za-z0-9_-]{30,}+");

  /** A text that names settings, such as "xtracker.bearer (XTRACKER_BEARER) is missing". */
  private static final String SETTING =
      "\\([A-Z][A-Z0-9_]*_BEARER\\)|xtracker\\.[a-z-]+\\b|[A-Z][A-Z0-9_]*_BEARER(?:_FILE)?\\b";

  private static final Pattern BEARER =
      Pattern.compile(
          "\\b((?i:bearer))\\s+(?!(?:" + SETTING + ")(?![^\\s\"',;.]))[^\\s\"',;]{8,}+");
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)(token|secret|bearer|password)(=[\"']?)[^&\\s\"'<>,;)\\]}]+");
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private volatile Pattern known = NOTHING;

  synchronized void hide(String secret) {
    if (secret.length() >= SHORTEST && secrets.add(secret)) {
      known = Pattern.compile(alternatives());
    }
  }

  /** The text without its secrets; the same object where it has none. */
  String apply(String text) {
    String rest = known.matcher(text).replaceAll("***");
    rest = BOT_TOKEN.matcher(rest).replaceAll("***");
    rest = BEARER.matcher(rest).replaceAll("$1 ***");
    return PARAMETER.matcher(rest).replaceAll("$1$2***");
  }

  /** Longest first: of two secrets that start alike, the longer must not leave its end behind. */
  private String alternatives() {
    return secrets.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(SecretMask::spellings)
        .collect(joining("|"));
  }

  /** Percent codes are written in either case. */
  private static String spellings(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Pattern.quote(secret) + "|(?i:" + Pattern.quote(encoded) + ")";
  }
}
