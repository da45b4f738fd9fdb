package io.botfunnel.benchmarks.child;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named arguments of a request to a child. Immutable. */
public record Arguments(Map<String, String> values) {
  /** Checks that every name and value fits on a line. */
  public Arguments {
    values = Map.copyOf(values);
    values.forEach(Words::requireSendable);
  }

  /** Returns empty arguments. */
  public static Arguments none() {
    return new Arguments(Map.of());
  }

  /** Returns these arguments with one more. */
  public Arguments with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value.toString());
    return new Arguments(more);
  }

  /** Whether there is an argument of this name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns the text of this name. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The request has no " + name + ": " + values);
    }
    return value;
  }

  /** Returns the whole number of this name. */
  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** Returns the path of this name. */
  public Path path(String name) {
    return Path.of(text(name));
  }

  /** Returns the address of this name. */
  public URI uri(String name) {
    return URI.create(text(name));
  }
}
