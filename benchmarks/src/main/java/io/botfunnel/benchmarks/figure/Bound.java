package io.botfunnel.benchmarks.figure;

/** What a figure has to reach, or must not pass. */
public record Bound(Side side, double value) {
  /** On which side of the value it is good. */
  public enum Side {
    /** The value or more. */
    AT_LEAST,
    /** The value or less. */
    AT_MOST
  }

  /** That value or more. */
  public static Bound atLeast(double value) {
    return new Bound(Side.AT_LEAST, value);
  }

  /** That value or less. */
  public static Bound atMost(double value) {
    return new Bound(Side.AT_MOST, value);
  }

  /** Whether a value keeps to it. */
  public boolean holds(double measured) {
    return side == Side.AT_LEAST ? measured >= value : measured <= value;
  }

  @Override
  public String toString() {
    return (side == Side.AT_LEAST ? "≥ " : "≤ ") + Shown.number(value);
  }
}
