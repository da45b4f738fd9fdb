package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.telegram.capture.Capture;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Determines what of an update must be on disk: the update itself, if its route needs that, and
 * what it means. Thread-safe.
 */
final class UpdateCapture {
  private static final Logger log = LoggerFactory.getLogger(UpdateCapture.class);

  private final Route route;
  private final Capture capture;

  UpdateCapture(Route route, Capture capture) {
    this.route = route;
    this.capture = capture;
  }

  /** What must be on disk; empty if nothing must. */
  Optional<Captured> of(Update update) {
    return route.captured(update, events(update));
  }

  @SuppressWarnings("CatchThrowable") // if tracking breaks, the update goes on
  private List<Recordable> events(Update update) {
    try {
      return capture.of(update);
    } catch (Throwable failure) {
      Fatal.rethrow(failure);
      log.warn("Update {} continues untracked", update.getUpdateId(), failure);
      return List.of();
    }
  }
}
