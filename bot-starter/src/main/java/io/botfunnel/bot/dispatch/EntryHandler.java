package io.botfunnel.bot.dispatch;

import org.jspecify.annotations.Nullable;

/** One call of the author's code; whatever it throws is an answer, not an exception. */
public interface EntryHandler {
  /** What the author's code threw on the entry of this body, or null. */
  @Nullable Throwable handle(String body);
}
