package io.botfunnel.starter.cli.outbox;

import io.botfunnel.tracking.outbox.State;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the state of an entry from the command line. */
final class StateConverter implements ITypeConverter<State>, Iterable<String> {
  @Override
  public State convert(String text) {
    return Arrays.stream(State.values())
        .filter(state -> state.word().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not a state. Write one of %s"
                        .formatted(text, String.join(", ", this))));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(State.values()).map(State::word).iterator();
  }
}
