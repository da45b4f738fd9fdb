package io.botfunnel.tracking.telegram.capture;

import io.botfunnel.tracking.event.Recordable;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * One kind of thing that an update can mean. A pure function of the update that throws nothing,
 * whatever of it is missing. Safe for use from any thread.
 */
interface Source {
  /** What it means; empty for nearly every update. */
  Optional<Recordable> in(Update update);
}
