package io.botfunnel.tracking.operations;

import java.util.Locale;

/** A step of the funnel, in its order. */
public enum Step {
  /** A user came by a tracked {@code /start} with a uid that was not his before. */
  STARTED,
  /** XTRACKER knows the click of that start. */
  MATCHED,
  /** XTRACKER does not know the click of that start. */
  UNMATCHED,
  /** First touch. */
  CONTACT,
  /** Joined the channel. */
  SUBSCRIBED,
  /** Registered on the offer. */
  REGISTRATION,
  /** A user's first deposit. */
  FIRST_DEPOSIT,
  /** Any deposit, the first included. */
  DEPOSIT,
  /** A payment was given back. */
  REFUND,
  /** A user blocked the bot. */
  BLOCKED,
  /** A user let the bot write to him again. */
  UNBLOCKED;

  /** The word in tables, metrics and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The step of a word. */
  public static Step of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
