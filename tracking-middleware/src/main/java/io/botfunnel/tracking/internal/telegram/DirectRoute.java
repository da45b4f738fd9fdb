package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.lane.Captured;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;

/** Passes updates on to the bot's own consumer unchanged; only what they mean is recorded. */
final class DirectRoute implements Route {
  private static final Logger log = LoggerFactory.getLogger(DirectRoute.class);

  private final LongPollingUpdateConsumer bot;

  DirectRoute(LongPollingUpdateConsumer bot) {
    this.bot = bot;
  }

  @Override
  public Optional<Captured> captured(Update update, List<Recordable> events) {
    return events.isEmpty() ? Optional.empty() : Optional.of(Captured.of(null, events));
  }

  @Override
  public void forward(List<Update> updates) {
    List<Update> readable = readable(updates);
    if (updates.isEmpty() || !readable.isEmpty()) {
      consume(readable);
    }
  }

  // An exception would end the polling silently, since BotSession runs as a scheduled task.
  @SuppressWarnings("CatchThrowable") // a class that a handler lacks must not end it either
  private void consume(List<Update> updates) {
    List<Integer> ids = updates.stream().map(Update::getUpdateId).toList();
    try {
      bot.consume(updates);
    } catch (Throwable failure) {
      Fatal.rethrow(failure);
      log.error("The bot failed on the updates {}; they are not passed to it again", ids, failure);
    }
  }

  private static List<Update> readable(List<Update> updates) {
    List<UnreadableUpdate> unreadable = unreadable(updates);
    unreadable.forEach(
        update -> log.warn("Update {} cannot be read: {}", update.getUpdateId(), update.reason()));
    return unreadable.isEmpty()
        ? updates
        : updates.stream().filter(update -> !(update instanceof UnreadableUpdate)).toList();
  }

  private static List<UnreadableUpdate> unreadable(List<Update> updates) {
    return updates.stream()
        .filter(UnreadableUpdate.class::isInstance)
        .map(UnreadableUpdate.class::cast)
        .toList();
  }

  @Override
  @SuppressWarnings("CatchThrowable") // the session logs an exception here, but not an error
  public void close() {
    try {
      bot.close();
    } catch (Throwable failure) {
      Fatal.rethrow(failure);
      restoreInterrupt(failure);
      log.warn("The bot failed to close", failure);
    }
  }

  private static void restoreInterrupt(Throwable failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }
}
