package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.lane.Captured;
import java.util.List;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;

/** Where updates go once their meaning is known: into the inbox, or straight to the bot. */
interface Route {
  /** What of an update must be on disk before it is confirmed; empty if nothing must. */
  Optional<Captured> captured(Update update, List<Recordable> events);

  /**
   * Passes on a batch whose records are on disk. Throws nothing but what {@link Fatal} rethrows.
   */
  void forward(List<Update> updates);

  /** Closes the receiver behind the route. Throws nothing but what {@link Fatal} rethrows. */
  void close();
}
