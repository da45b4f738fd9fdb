package io.botfunnel.tracking.internal.store.sql;

import java.util.stream.Stream;

/** Finds the root cause of an exception. */
public final class RootCause {
  private RootCause() {}

  /** The class of the deepest cause and the first line of its message. */
  public static String of(Throwable e) {
    Throwable root = chain(e).reduce(e, (above, below) -> below);
    String text = root.getClass().getSimpleName() + ": " + root.getMessage();
    return text.lines().findFirst().orElse(text).trim();
  }

  /** An exception followed by its causes, the deepest last. */
  public static Stream<Throwable> chain(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }
}
