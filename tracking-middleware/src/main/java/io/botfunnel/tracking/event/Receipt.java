package io.botfunnel.tracking.event;

/**
 * The result of a hook call. It is given once the result is on disk, or the event is staged in the
 * caller's transaction. Immutable.
 *
 * @param outcome whether the event was queued, and if not, why
 * @param eid the identity under which the event counts once
 */
public record Receipt(Outcome outcome, EventId eid) {
  /** The possible results of recording an event. */
  public enum Outcome {
    /** New: the event is in the outbox and will be delivered. */
    QUEUED,
    /** Reported before: nothing was added. */
    DUPLICATE,
    /**
     * Contradicts an earlier report: another amount, another user, or a uid that belongs to another
     * user. Nothing was changed, and the conflict is stored for the operator.
     */
    CONFLICT,
    /**
     * A bind with a new uid beyond the user's daily limit. Nothing was recorded, and the uid stays
     * free.
     */
    TOO_MANY,
    /**
     * New, and above the deposit ceiling of its currency. It is stored as refused until the
     * operator sends it or erases it.
     */
    ABOVE_CEILING,
    /**
     * Staged in the caller's transaction. It is recorded after the commit, when it may turn out to
     * be a duplicate; a rollback discards it.
     */
    STAGED
  }

  /** Whether this call added an event that will be delivered. */
  public boolean queued() {
    return outcome == Outcome.QUEUED;
  }
}
