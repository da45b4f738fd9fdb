package io.botfunnel.starter.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/** An argument as slf4j would write it: arrays element by element, a failing toString survived. */
final class Rendered {
  private Rendered() {}

  static String of(@Nullable Object argument) {
    return MessageFormatter.arrayFormat("{}", new @Nullable Object[] {argument}).getMessage();
  }
}
