package io.botfunnel.tracking.event;

/**
 * What became of a hook call, given once the answer is on disk, or in the author's transaction.
 *
 * @param outcome queued, or why not
 * @param eid what the event is counted by
 */
public record Receipt(Outcome outcome, EventId eid) {
  /** What recording a happening led to. */
  public enum Outcome {
    /** New: it is in the outbox and will be delivered. */
    QUEUED,
    /** Reported before: nothing was added. */
    DUPLICATE,
    /**
     * Reported before with another amount or for another user, or a uid that belongs to another
     * user: nothing was changed, the contradiction is kept for the operator.
     */
    CONFLICT,
    /**
     * A bind of one more new uid than a user may bring within a day: nothing was recorded, and the
     * uid is free still.
     */
    TOO_MANY,
    /**
     * New, and above the ceiling of its currency: it is in the outbox and waits for the operator,
     * who sends it or erases it.
     */
    SET_ASIDE,
    /**
     * In a transaction of the author's: what becomes of it is known once he has committed. If he
     * rolls back, it never happened.
     */
    HANDED
  }

  /** Whether this call added an event. */
  public boolean queued() {
    return outcome == Outcome.QUEUED;
  }
}
