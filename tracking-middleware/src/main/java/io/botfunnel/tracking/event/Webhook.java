package io.botfunnel.tracking.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversion as XTRACKER's own webhook tells it. It may be one of ours, or one that reached
 * XTRACKER another way; the bot is told of it once, and XTRACKER is never sent it.
 *
 * @param eventId stable across XTRACKER's retries; any text that is not blank
 * @param conversion what happened, about the click or, where there is none, about the user; its eid
 *     is made of the event id, for a webhook carries none
 * @param user the Telegram user whom XTRACKER knows by the click, if it knows one
 */
public record Webhook(String eventId, Conversion conversion, @Nullable UserId user)
    implements Recordable {

  /**
   * What XTRACKER tells.
   *
   * @param uid the click; null only where there is a user
   * @param user the user of the click; null only where there is a uid
   * @param money what was paid: for a deposit, and only there
   * @param occurredAt as it was reported to XTRACKER
   * @throws IllegalArgumentException if it is about nobody, or breaks a rule of a conversion
   */
  public static Webhook of(
      String eventId,
      EventName event,
      @Nullable ClickId uid,
      @Nullable UserId user,
      @Nullable Money money,
      Instant occurredAt) {
    if (eventId.isBlank()) {
      throw Rule.broken("event_id", eventId, "it names the event", "Send it as XTRACKER does");
    }
    Subject subject = uid != null ? uid : user;
    if (subject == null) {
      throw Rule.broken(
          "click", null, "a webhook tells whose event it is", "Send click.uid or click.tg_id");
    }
    EventId eid = EventId.webhook(eventId);
    return new Webhook(eventId, new Conversion(event, subject, eid, money, occurredAt), user);
  }

  @Override
  public Instant occurredAt() {
    return conversion.occurredAt();
  }
}
