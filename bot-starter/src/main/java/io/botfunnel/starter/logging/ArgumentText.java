package io.botfunnel.starter.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * Formats an argument as slf4j does: arrays element by element, tolerating a toString that throws.
 */
final class ArgumentText {
  private ArgumentText() {}

  static String of(@Nullable Object argument) {
    return MessageFormatter.arrayFormat("{}", new @Nullable Object[] {argument}).getMessage();
  }
}
