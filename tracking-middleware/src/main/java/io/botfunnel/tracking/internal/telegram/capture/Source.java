package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.Recordable;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Detects one kind of thing that an update can mean. A pure function of the update that throws
 * nothing, whatever parts of the update are missing. Thread-safe.
 */
interface Source {
  /** Returns what the update means; empty for nearly every update. */
  Optional<Recordable> in(Update update);
}
