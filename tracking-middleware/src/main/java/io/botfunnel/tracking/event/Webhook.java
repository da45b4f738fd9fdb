package io.botfunnel.tracking.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversion reported by XTRACKER's own webhook. It may be an event that this bot sent, or one
 * that reached XTRACKER another way. The bot's conversion handler gets it once, and it is never
 * sent to XTRACKER. Immutable.
 *
 * @param eventId stable across XTRACKER's retries; any text that is not blank
 * @param conversion the event, about the click or, without a click, about the user; its eid is made
 *     from the event id, because a webhook carries none
 * @param user the Telegram user whom XTRACKER knows by the click, or null
 */
public record Webhook(String eventId, Conversion conversion, @Nullable UserId user)
    implements Recordable {

  /**
   * Creates a conversion from the fields of a webhook.
   *
   * @param eventId stable across XTRACKER's retries; any text that is not blank
   * @param event which event
   * @param uid the click; null only if there is a user
   * @param user the user of the click; null only if there is a uid
   * @param money the amount paid; present for a deposit, null for every other event
   * @param occurredAt when it happened, as reported to XTRACKER; 1970 or later
   * @throws IllegalArgumentException if there is neither a uid nor a user, or a rule of {@link
   *     Conversion} is broken
   */
  public static Webhook of(
      String eventId,
      EventName event,
      @Nullable ClickId uid,
      @Nullable UserId user,
      @Nullable Money money,
      Instant occurredAt) {
    if (eventId.isBlank()) {
      throw InvalidValueException.of(
          "event_id", eventId, "it names the event", "Send it as XTRACKER does");
    }
    Subject subject = uid != null ? uid : user;
    if (subject == null) {
      throw InvalidValueException.of(
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
