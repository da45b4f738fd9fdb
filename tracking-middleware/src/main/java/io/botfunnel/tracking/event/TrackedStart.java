package io.botfunnel.tracking.event;

import java.time.Instant;

/**
 * A user started the bot with a click id: his bind and, once a user, his first contact. Where the
 * uid belongs to somebody else neither is recorded.
 *
 * @param user who started the bot
 * @param uid the click he came from
 * @param occurredAt when Telegram dated the message
 */
public record TrackedStart(UserId user, ClickId uid, Instant occurredAt) implements Recordable {
  /** The bind that this start means. */
  public Bind bind() {
    return new Bind(user, uid, occurredAt);
  }

  /** The contact that this start means. */
  public Conversion contact() {
    return Conversion.contact(user, occurredAt);
  }
}
