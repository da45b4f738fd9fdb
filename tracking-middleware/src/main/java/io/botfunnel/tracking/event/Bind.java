package io.botfunnel.tracking.event;

import java.time.Instant;

/**
 * A Telegram user turned out to be the one behind a click.
 *
 * @param user who arrived
 * @param uid the click he came from
 * @param occurredAt when
 */
public record Bind(UserId user, ClickId uid, Instant occurredAt) implements Recordable {
  /** The kind of a bind, beside the names of the four events. */
  public static final String KIND = "bind";

  /** What is noted of a bind whose click XTRACKER does not know. */
  public static final String UNMATCHED = "unmatched";

  /** {@code bind-<tg_id>-<uid>}: the same user and click are bound once. */
  public EventId eid() {
    return EventId.bind(user, uid);
  }
}
