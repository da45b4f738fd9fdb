package io.botfunnel.starter.console;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was sent last; not thread-safe. */
final class Latest<T> {
  private @Nullable T value;

  /** Notes a value; whether it is another one than before. */
  boolean changesTo(T next) {
    boolean changed = !Objects.equals(value, next);
    value = next;
    return changed;
  }
}
