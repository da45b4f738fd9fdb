package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.internal.telegram.capture.Capture;
import io.botfunnel.tracking.telegram.PushedUpdates;
import java.util.concurrent.CompletableFuture;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Writes the updates that Telegram pushes to a bot's webhook, one a request, into the durable
 * inbox. Telegram repeats an update until it is answered with 200; the inbox key lets it in once.
 * Thread-safe.
 */
public final class PushedInbox implements PushedUpdates {
  private final UpdateCapture capturing;
  private final Intake intake;

  /** Creates a receiver that writes into the inbox of one bot. */
  public PushedInbox(InboxEntries entries, Intake intake, Capture capture) {
    this.capturing = new UpdateCapture(new InboxRoute(entries), capture);
    this.intake = intake;
  }

  @Override
  public CompletableFuture<Void> take(String json) {
    Update update =
        UpdateReader.read(json)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The body is no update: it is a JSON object with an update_id. Send what"
                            + " the Bot API documents"));
    return intake.take(capturing.of(update).stream().toList());
  }
}
