package io.botfunnel.tracking.telegram;

import io.botfunnel.tracking.lane.Intake;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.telegram.capture.Capture;
import java.util.concurrent.CompletableFuture;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Writes the updates that Telegram pushes to a bot's webhook, one a request, into the durable
 * inbox. Telegram repeats an update until it is answered with 200; the inbox key lets it in once.
 * Thread-safe.
 */
public final class PushedUpdates {
  private final Meaning meaning;
  private final Intake intake;

  /** Creates a receiver that writes into the inbox of one bot. */
  public PushedUpdates(InboxEntries entries, Intake intake, Capture capture) {
    this.meaning = new Meaning(new InboxRoute(entries), capture);
    this.intake = intake;
  }

  /**
   * Takes one update. An update that this version of the library cannot read is recorded as refused
   * and counts as taken.
   *
   * @param json an Update as Telegram sends it
   * @return completes once the update and what it means are forced to the device; fails with {@link
   *     OutboxUnavailableException} if nothing was recorded
   * @throws IllegalArgumentException if {@code json} is no update
   */
  public CompletableFuture<Void> take(String json) {
    Update update =
        UpdateReader.read(json)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The body is no update: it is a JSON object with an update_id. Send what"
                            + " the Bot API documents"));
    return intake.take(meaning.of(update).stream().toList());
  }
}
