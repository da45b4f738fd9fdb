package io.botfunnel.bot.dispatch;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Calls the handler directly on the polling thread, one update after another; used if {@code
 * bot.inbox=false}. A slow handler delays polling. An update that was being handled when the
 * process died is not handled again.
 */
@SuppressWarnings("try") // the library's close() may throw; there is nothing to close here
public final class DirectUpdates implements LongPollingUpdateConsumer {
  private static final Logger log = LoggerFactory.getLogger(DirectUpdates.class);

  private final UpdateEntryHandler handling;

  public DirectUpdates(UpdateEntryHandler handling) {
    this.handling = handling;
  }

  @Override
  public void consume(List<Update> updates) {
    updates.forEach(this::handle);
  }

  private void handle(Update update) {
    Throwable failure = handling.handle(update);
    if (failure != null) {
      log.error("The handler failed on update {}", update.getUpdateId(), failure);
    }
  }
}
