package io.botfunnel.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an event, or of one attempt to deliver it. Immutable.
 *
 * @param result what became of the event or the attempt
 * @param kind what was reported: "bind", or the wire name of the event, such as "deposit"
 * @param eid the event's identity, as in its receipt
 * @param telegramUserId the Telegram user the event belongs to; null if only the click is known
 * @param uid the click id that the event carries, or null
 * @param detail the reason, worded for the operator; null if there is nothing to add
 * @param at when the attempt was settled or the conflict was found
 */
public record EventOutcome(
    Result result,
    String kind,
    String eid,
    @Nullable Long telegramUserId,
    @Nullable String uid,
    @Nullable String detail,
    Instant at) {

  /** What became of an event, or of one attempt to deliver it. */
  public enum Result {
    /** XTRACKER recorded it. */
    DELIVERED,
    /** XTRACKER already had it. */
    DUPLICATE,
    /** Refused, with the reason: XTRACKER calls it invalid, or it failed too often. */
    REFUSED,
    /** An attempt failed; another one follows. */
    RETRYING,
    /** A bind was delivered, but XTRACKER does not know its click. */
    UNMATCHED,
    /**
     * The report contradicts an earlier one, which stays: a uid of another user, or an eid with
     * another amount. Reported once per contradiction.
     */
    CONFLICT
  }
}
