package io.botfunnel.tracking.operations;

import java.util.Locale;

/** The steps of the funnel, in order. */
public enum Step {
  /** A user arrived by a tracked {@code /start} with a uid that did not belong to them before. */
  STARTED,
  /** XTRACKER knows the click of that start. */
  MATCHED,
  /** XTRACKER does not know the click of that start. */
  UNMATCHED,
  /** The user first touched the funnel. */
  CONTACT,
  /** The user joined the channel. */
  SUBSCRIBED,
  /** The user registered on the offer. */
  REGISTRATION,
  /** A user's first deposit. */
  FIRST_DEPOSIT,
  /** Any deposit, the first included. */
  DEPOSIT,
  /** A payment was refunded. */
  REFUND,
  /** A user blocked the bot. */
  BLOCKED,
  /** A user unblocked the bot. */
  UNBLOCKED;

  /** The word in tables, metrics and JSON, such as {@code first_deposit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The step with this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Step of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
