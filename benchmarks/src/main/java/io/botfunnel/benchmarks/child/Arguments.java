package io.botfunnel.benchmarks.child;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request tells a child, by name. Immutable. */
public record Arguments(Map<String, String> values) {
  /** Checks that every name and value fits on a line. */
  public Arguments {
    values = Map.copyOf(values);
    values.forEach(Words::requireSendable);
  }

  /** None yet. */
  public static Arguments none() {
    return new Arguments(Map.of());
  }

  /** The same with one more. */
  public Arguments with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value.toString());
    return new Arguments(more);
  }

  /** Whether there is one of this name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The text of this name. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The request has no " + name + ": " + values);
    }
    return value;
  }

  /** The whole number of this name. */
  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** The path of this name. */
  public Path path(String name) {
    return Path.of(text(name));
  }

  /** The address of this name. */
  public URI uri(String name) {
    return URI.create(text(name));
  }
}
