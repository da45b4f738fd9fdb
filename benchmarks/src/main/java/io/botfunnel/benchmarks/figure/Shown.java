package io.botfunnel.benchmarks.figure;

import java.util.Locale;

/** Formats a number with as many digits as are useful. */
final class Shown {
  private Shown() {}

  static String number(double value) {
    double size = Math.abs(value);
    if (size == Math.rint(size) && size < 1_000) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    String digits = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, value);
  }
}
