package io.botfunnel.tracking.event;

import java.util.Locale;

/** The four events of the funnel; the set is closed by XTRACKER's contract. */
public enum EventName {
  /** The user first touched the funnel: opened the landing page or started the bot. */
  CONTACT,
  /** The user joined the channel, or started the bot. */
  SUBSCRIBED,
  /** The user registered on the offer. */
  REGISTRATION,
  /** The user paid. */
  DEPOSIT;

  /** Whether it counts once per user or click; the others count once per id of their own. */
  public boolean isOncePerSubject() {
    return this == CONTACT || this == SUBSCRIBED;
  }

  /** The name on the wire, in tables and in logs. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
