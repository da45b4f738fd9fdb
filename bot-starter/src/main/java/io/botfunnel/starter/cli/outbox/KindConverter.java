package io.botfunnel.starter.cli.outbox;

import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the kind of an entry from the command line. */
final class KindConverter implements ITypeConverter<String>, Iterable<String> {
  private static final List<String> KINDS =
      List.of("bind", "contact", "subscribed", "registration", "deposit", "update");

  @Override
  public String convert(String text) {
    if (!KINDS.contains(text)) {
      throw new TypeConversionException(
          "'%s' is not a kind. Write one of %s".formatted(text, String.join(", ", KINDS)));
    }
    return text;
  }

  @Override
  public Iterator<String> iterator() {
    return KINDS.iterator();
  }
}
