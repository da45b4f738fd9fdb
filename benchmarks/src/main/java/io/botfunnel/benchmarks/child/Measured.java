package io.botfunnel.benchmarks.child;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The values that a child measured, by name; the name contains the unit. Immutable. */
public record Measured(Map<String, Double> values) {
  /** Checks that every name fits on a line. */
  public Measured {
    values.forEach((name, value) -> Words.requireSendable(name, ""));
    values = Map.copyOf(values);
  }

  /** Returns an empty result. */
  public static Measured nothing() {
    return new Measured(Map.of());
  }

  /** Returns this result with one more value. */
  public Measured with(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Measured(more);
  }

  /** Returns the value of this name; empty if it was not measured. */
  public OptionalDouble find(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns the value of this name. */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("Not measured: " + name + "; there is " + values.keySet());
    }
    return value;
  }
}
