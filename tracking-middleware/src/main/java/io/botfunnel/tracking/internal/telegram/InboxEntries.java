package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.outbox.Topic;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Creates the inbox entries of one bot's updates. Telegram repeats an update until it is confirmed;
 * the key {@code update/<bot id>/<update id>} lets it in once. Thread-safe.
 */
public final class InboxEntries {
  /** The kind of every entry in the inbox. */
  public static final String KIND = "update";

  private final UpdateCodec codec = new UpdateCodec();
  private final long botId;

  /**
   * Creates entries for the updates of one bot.
   *
   * @param botId the bot's user id: the digits before the colon of its token
   */
  public InboxEntries(long botId) {
    this.botId = botId;
  }

  /**
   * Creates the entry of an update: the update as JSON, in the lane of its chat.
   *
   * @throws IllegalArgumentException if the update cannot be written as JSON
   */
  public NewEntry of(Update update) {
    return entry(update, Origin.of(update).lane(), codec.write(update));
  }

  /** Creates the entry of an update of which only the id can be kept. */
  NewEntry idOnly(Update update) {
    int id = update.getUpdateId();
    return entry(update, "update:" + id, "{\"update_id\":" + id + "}");
  }

  private NewEntry entry(Update update, String lane, String body) {
    String key = "update/" + botId + "/" + update.getUpdateId();
    return new NewEntry(Topic.INBOX, lane, KIND, key, "", body);
  }
}
