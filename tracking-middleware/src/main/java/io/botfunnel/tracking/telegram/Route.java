package io.botfunnel.tracking.telegram;

import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.lane.Captured;
import java.util.List;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;

/** Where updates go once what they mean is known: into the inbox, or straight to the bot. */
interface Route {
  /** What of an update has to be on disk before it is confirmed; empty where nothing has. */
  Optional<Captured> captured(Update update, List<Recordable> happenings);

  /** Hands a batch on that is safe; throws nothing but what {@link Fatal} lets through. */
  void handOver(List<Update> updates);

  /** Closes what is behind it; throws as little as {@link #handOver}. */
  void close();
}
