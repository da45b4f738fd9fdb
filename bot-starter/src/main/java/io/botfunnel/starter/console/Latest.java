package io.botfunnel.starter.console;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remembers the value that was sent last; not thread-safe. */
final class Latest<T> {
  private @Nullable T value;

  /** Remembers a value; returns whether it differs from the one before. */
  boolean changesTo(T next) {
    boolean changed = !Objects.equals(value, next);
    value = next;
    return changed;
  }
}
