package io.botfunnel.tracking.telegram;

import io.botfunnel.tracking.lane.Intake;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.telegram.capture.Capture;
import java.util.concurrent.CompletableFuture;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Takes the updates of a bot that Telegram pushes to its webhook, one request each, into the
 * durable inbox. Telegram sends one again until it is answered 200: its inbox key lets it in once.
 * Safe for use from any thread.
 */
public final class PushedUpdates {
  private final Meaning meaning;
  private final Intake intake;

  /** Into the inbox of this bot. */
  public PushedUpdates(InboxEntries entries, Intake intake, Capture capture) {
    this.meaning = new Meaning(new InboxRoute(entries), capture);
    this.intake = intake;
  }

  /**
   * Takes one. One that this version of the library cannot read is set aside, and taken too.
   *
   * @param json an Update as Telegram sends it
   * @return complete once it is forced to the device, with what it means; fails with {@link
   *     OutboxUnavailableException} where nothing was recorded
   * @throws IllegalArgumentException if it is no update
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
