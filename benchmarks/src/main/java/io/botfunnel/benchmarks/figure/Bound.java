package io.botfunnel.benchmarks.figure;

/** A limit that a figure has to reach or must not exceed. */
public record Bound(Side side, double value) {
  /** The side of the limit on which a value is good. */
  public enum Side {
    /** The limit or more. */
    AT_LEAST,
    /** The limit or less. */
    AT_MOST
  }

  /** Requires the value or more. */
  public static Bound atLeast(double value) {
    return new Bound(Side.AT_LEAST, value);
  }

  /** Requires the value or less. */
  public static Bound atMost(double value) {
    return new Bound(Side.AT_MOST, value);
  }

  /** Whether a value respects the limit. */
  public boolean holds(double measured) {
    return side == Side.AT_LEAST ? measured >= value : measured <= value;
  }

  @Override
  public String toString() {
    return (side == Side.AT_LEAST ? "≥ " : "≤ ") + Shown.number(value);
  }
}
