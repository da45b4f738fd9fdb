package io.botfunnel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code a=1&b=2}: the query of a URL, or a form's body. */
public final class Query {
  private Query() {}

  /** The decoded pairs in their order; of a repeated name the last. */
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
      return text; // a stray percent sign, as servers take it
    }
  }
}
