package io.botfunnel.starter.console;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remembers the value that was sent last, to send only changes. Not thread-safe. */
final class ChangeDetector<T> {
  private @Nullable T value;

  /** Remembers a value; returns whether it differs from the one before. */
  boolean update(T next) {
    boolean changed = !Objects.equals(value, next);
    value = next;
    return changed;
  }
}
