package io.botfunnel.sample.sandbox;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port from the command line: 0 for a free one, or 1 to 65535. */
final class PortNumber implements ITypeConverter<Integer> {
  private static final int HIGHEST = 65_535;

  @Override
  public Integer convert(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST) {
      throw new TypeConversionException(
          "'%s' is not a port: it must be a whole number up to 65535. Write one, or 0 for a free port"
              .formatted(text));
    }
    return Integer.valueOf(text);
  }
}
