package io.botfunnel.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event.
 *
 * @param fate in a word
 * @param kind what was reported: "bind", or the name of the event
 * @param eid what it is counted by, as its receipt has it
 * @param telegramUserId whose it is, or null where only the click is known
 * @param uid the click id that it carries, or null
 * @param detail why, in the operator's words; null where there is nothing to say
 * @param at when it was told
 */
public record EventOutcome(
    Fate fate,
    String kind,
    String eid,
    @Nullable Long telegramUserId,
    @Nullable String uid,
    @Nullable String detail,
    Instant at) {

  /** What can become of an event. */
  public enum Fate {
    /** XTRACKER recorded it. */
    DELIVERED,
    /** XTRACKER had it already. */
    DUPLICATE,
    /** Set aside with its reason: XTRACKER calls it invalid, or it failed too often. */
    REFUSED,
    /** An attempt failed; another one follows. */
    LATER,
    /** A bind was recorded whose click XTRACKER does not know. */
    UNMATCHED,
    /**
     * It contradicts what was recorded before, which stays: a uid of another user, an eid with
     * another amount. Told once per contradiction.
     */
    CONFLICT
  }
}
