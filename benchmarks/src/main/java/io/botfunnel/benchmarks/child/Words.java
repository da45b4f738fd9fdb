package io.botfunnel.benchmarks.child;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The protocol between a child and its parent: a word, then names and values, separated by tabs. It
 * needs no library, which would already be warm for what is measured.
 */
final class Words {
  static final String DONE = "@done";
  static final String FAILED = "@failed";
  private static final String SEPARATOR = "\t";

  private Words() {}

  static String line(String word, Map<String, ?> values) {
    StringBuilder line = new StringBuilder(word);
    values.forEach((name, value) -> line.append(SEPARATOR).append(name).append('=').append(value));
    return line.toString();
  }

  static String word(String line) {
    return line.split(SEPARATOR, 2)[0];
  }

  static Map<String, String> values(String line) {
    Map<String, String> values = new LinkedHashMap<>();
    String[] parts = line.split(SEPARATOR, -1);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      values.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
    return values;
  }

  static void requireSendable(String name, String value) {
    if ((name + value).matches("(?s).*[\\t\\r\\n].*") || name.contains("=")) {
      throw new IllegalArgumentException("Cannot be sent on a line: " + name + "=" + value);
    }
  }
}
