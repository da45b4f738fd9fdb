package io.botfunnel.benchmarks.child;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What a child measured, by name; the unit stands in the name. Immutable. */
public record Measured(Map<String, Double> values) {
  /** Checks that every name fits on a line. */
  public Measured {
    values.forEach((name, value) -> Words.requireSendable(name, ""));
    values = Map.copyOf(values);
  }

  /** Nothing yet. */
  public static Measured nothing() {
    return new Measured(Map.of());
  }

  /** The same with one more. */
  public Measured with(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Measured(more);
  }

  /** The value of this name; empty where it was not measured. */
  public OptionalDouble find(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The value of this name. */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("Not measured: " + name + "; there is " + values.keySet());
    }
    return value;
  }
}
