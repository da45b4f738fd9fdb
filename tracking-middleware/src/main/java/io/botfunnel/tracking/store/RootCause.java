package io.botfunnel.tracking.store;

import java.util.stream.Stream;

/** Finds what is at the bottom of an exception. */
final class RootCause {
  private RootCause() {}

  /** The first line of what the deepest cause says, after its class. */
  static String of(Throwable e) {
    Throwable root = chain(e).reduce(e, (above, below) -> below);
    String text = root.getClass().getSimpleName() + ": " + root.getMessage();
    return text.lines().findFirst().orElse(text).trim();
  }

  /** An exception and its causes, the deepest last. */
  static Stream<Throwable> chain(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }
}
