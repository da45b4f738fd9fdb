package io.botfunnel.sample.demo;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a pace: 0.1 to 1000. */
final class PaceFactor implements ITypeConverter<Pace> {
  private static final double SLOWEST = 0.1;
  private static final double FASTEST = 1_000;

  @Override
  public Pace convert(String text) {
    if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
      throw wrong(text);
    }
    double factor = Double.parseDouble(text);
    if (factor < SLOWEST || factor > FASTEST) {
      throw wrong(text);
    }
    return new Pace(factor);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'%s' is no pace. A pace is a number from 0.1 to 1000. Write for example 2"
            .formatted(text));
  }
}
