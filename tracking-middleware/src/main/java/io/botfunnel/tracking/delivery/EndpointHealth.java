package io.botfunnel.tracking.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the tracker is doing, as delivery sees it. Immutable.
 *
 * @param status whether entries flow, and if not, why
 * @param since when that status began
 * @param reason what the tracker answered, without secrets; null while running
 * @param nextProbe when the next probe may go out; null while running
 * @param lastSuccess when the tracker last accepted an entry, new or duplicate, but not a refused
 *     one; null before the first
 * @param refusing the kinds of events that the tracker refuses
 */
public record EndpointHealth(
    Status status,
    Instant since,
    @Nullable String reason,
    @Nullable Instant nextProbe,
    @Nullable Instant lastSuccess,
    List<RefusedKind> refusing) {
  /** Returns this health with the kinds of events that are refused. */
  public EndpointHealth refusing(List<RefusedKind> kinds) {
    return new EndpointHealth(status, since, reason, nextProbe, lastSuccess, kinds);
  }

  /** Whether entries flow to the tracker. */
  public enum Status {
    /** Entries flow: the circuit breaker is closed. */
    RUNNING,
    /**
     * The tracker fails as a whole: the circuit breaker is open, and one entry at a time is the
     * probe.
     */
    PAUSED,
    /** The tracker does not accept the key. It is probed slowly, and at once if the key changes. */
    UNAUTHORIZED
  }
}
