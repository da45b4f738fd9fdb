package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.lane.Captured;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;

/** Writes every update into the inbox; a worker that processes the inbox calls the bot. */
final class InboxRoute implements Route {
  private static final Logger log = LoggerFactory.getLogger(InboxRoute.class);

  private final InboxEntries entries;

  InboxRoute(InboxEntries entries) {
    this.entries = entries;
  }

  @Override
  public Optional<Captured> captured(Update update, List<Recordable> events) {
    return Optional.of(
        update instanceof UnreadableUpdate unreadable
            ? refused(unreadable)
            : written(update, events));
  }

  private Captured refused(UnreadableUpdate update) {
    log.warn("Update {} cannot be read and is refused: {}", update.getUpdateId(), update.reason());
    return new Captured(entries.of(update), "unreadable: " + update.reason(), List.of());
  }

  private Captured written(Update update, List<Recordable> events) {
    try {
      return Captured.of(entries.of(update), events);
    } catch (RuntimeException unwritable) {
      log.warn("Update {} cannot be stored and is refused", update.getUpdateId(), unwritable);
      return new Captured(
          entries.idOnly(update), "unreadable: it cannot be written as JSON", events);
    }
  }

  @Override
  public void forward(List<Update> updates) {
    // The inbox has them
  }

  @Override
  public void close() {
    // There is nothing to close
  }
}
