package io.botfunnel.tracking.event;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that the operator's funnel tells and XTRACKER is not told: its set of events is closed.
 *
 * @param kind what it is
 * @param user whom it is about
 * @param eid what it is counted by within its kind
 * @param detail what is shown beside it, such as {@code 25.00 USD}; at most 60 characters, often
 *     empty
 * @param occurredAt when it happened
 */
public record OperatorEvent(Kind kind, UserId user, EventId eid, String detail, Instant occurredAt)
    implements Recordable {
  private static final int LONGEST_DETAIL = 60;

  /** The kinds of local records. */
  public enum Kind {
    /** A payment was given back. */
    REFUND,
    /** The user blocked the bot. */
    BLOCKED,
    /** The user let the bot write to him again. */
    UNBLOCKED;

    /** The word in tables, in logs and on the page. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException if the detail is too long
   */
  public OperatorEvent {
    if (detail.length() > LONGEST_DETAIL) {
      throw Rule.broken("detail", detail, "it has at most 60 characters", "Shorten it");
    }
  }
}
