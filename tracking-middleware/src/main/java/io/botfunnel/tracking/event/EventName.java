package io.botfunnel.tracking.event;

import java.util.Locale;

/** The four events of the funnel. XTRACKER's contract allows no others. */
public enum EventName {
  /** The user first touched the funnel: opened the landing page or started the bot. */
  CONTACT,
  /** The user joined the channel, or started the bot. */
  SUBSCRIBED,
  /** The user registered on the offer. */
  REGISTRATION,
  /** The user paid. */
  DEPOSIT;

  /**
   * Whether the event counts once per user or click. The others count once per trader or
   * transaction id.
   */
  public boolean isOncePerSubject() {
    return this == CONTACT || this == SUBSCRIBED;
  }

  /** The name in requests, tables and logs, such as {@code deposit}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
