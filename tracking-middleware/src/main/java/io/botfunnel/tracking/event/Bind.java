package io.botfunnel.tracking.event;

import java.time.Instant;

/**
 * Ties a click to the Telegram user who made it. Immutable.
 *
 * @param user the user who arrived
 * @param uid the click they came from
 * @param occurredAt when they arrived
 */
public record Bind(UserId user, ClickId uid, Instant occurredAt) implements Recordable {
  /** The kind of a bind in tables, logs and metrics, beside the names of the four events. */
  public static final String KIND = "bind";

  /** The note on a delivered bind whose click XTRACKER does not know. */
  public static final String UNMATCHED = "unmatched";

  /** The event id {@code bind-<tg_id>-<uid>}: a user and a click are bound once. */
  public EventId eid() {
    return EventId.bind(user, uid);
  }
}
