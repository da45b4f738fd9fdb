package io.botfunnel.sample.demo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as people write it: {@code 30s}, {@code 2m}, {@code 1h}. */
final class DurationOption implements ITypeConverter<Duration> {
  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,5})([smh])");

  @Override
  public Duration convert(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException(
          "'%s' is not a time: it must be a whole number with s, m or h. Write for example 30s"
              .formatted(text));
    }
    return Duration.parse("PT" + parts.group(1) + parts.group(2));
  }
}
