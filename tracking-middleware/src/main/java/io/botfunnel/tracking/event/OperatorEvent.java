package io.botfunnel.tracking.event;

import java.time.Instant;
import java.util.Locale;

/**
 * An event that is shown to the operator but not sent to XTRACKER, whose set of events is closed.
 * Immutable.
 *
 * @param kind what happened
 * @param user the user it is about
 * @param eid the identity under which it counts once within its kind
 * @param detail what is shown beside it, such as {@code 25.00 USD}; at most 60 characters, often
 *     empty
 * @param occurredAt when it happened
 */
public record OperatorEvent(Kind kind, UserId user, EventId eid, String detail, Instant occurredAt)
    implements Recordable {
  private static final int LONGEST_DETAIL = 60;

  /** The kinds of operator events. */
  public enum Kind {
    /** A payment was refunded. */
    REFUND,
    /** The user blocked the bot. */
    BLOCKED,
    /** The user unblocked the bot. */
    UNBLOCKED;

    /** The word in tables, logs and the page, such as {@code refund}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the detail.
   *
   * @throws IllegalArgumentException if the detail has more than 60 characters
   */
  public OperatorEvent {
    if (detail.length() > LONGEST_DETAIL) {
      throw InvalidValueException.of(
          "detail", detail, "it has at most 60 characters", "Shorten it");
    }
  }
}
