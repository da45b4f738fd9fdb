package io.botfunnel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses {@code a=1&b=2}: the query of a URL, or the body of a form. */
public final class Query {
  private Query() {}

  /** Returns the decoded pairs in order; for a repeated name, the last value. */
  public static Map<String, String> parse(@Nullable String raw) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        add(pairs, pair);
      }
    }
    return pairs;
  }

  private static void add(Map<String, String> pairs, String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    pairs.put(decoded(name), decoded(value));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a stray percent sign is kept, as servers do
    }
  }
}
