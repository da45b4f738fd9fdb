package io.botfunnel.bot.dispatch;

import org.jspecify.annotations.Nullable;

/** Calls the author's code for one entry. A failure is returned, never thrown. */
public interface EntryHandler {
  /** Returns what the author's code threw for the entry with this body, or null if it succeeded. */
  @Nullable Throwable handle(String body);
}
