package io.botfunnel.tracking.event;

import java.time.Instant;

/**
 * A user started the bot with a click id. It is recorded as a bind and, once per user, as a
 * contact. If the uid belongs to another user, neither is recorded. Immutable.
 *
 * @param user the user who started the bot
 * @param uid the click they came from
 * @param occurredAt Telegram's date of the message
 */
public record TrackedStart(UserId user, ClickId uid, Instant occurredAt) implements Recordable {
  /** The bind that this start stands for. */
  public Bind bind() {
    return new Bind(user, uid, occurredAt);
  }

  /** The contact that this start stands for. */
  public Conversion contact() {
    return Conversion.contact(user, occurredAt);
  }
}
