package io.botfunnel.tracking.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the tracker is doing, as delivery sees it.
 *
 * @param status running, or why not
 * @param since when that began
 * @param reason what the tracker answered, without secrets; null while running
 * @param nextProbe when it is asked again; null while running
 * @param lastSuccess when it last accepted an entry, new or known; null before the first. A refusal
 *     is none
 * @param refusing the kinds of events that it refuses
 */
public record EndpointHealth(
    Status status,
    Instant since,
    @Nullable String reason,
    @Nullable Instant nextProbe,
    @Nullable Instant lastSuccess,
    List<RefusedKind> refusing) {
  /** This health, with the kinds that are refused. */
  EndpointHealth refusing(List<RefusedKind> kinds) {
    return new EndpointHealth(status, since, reason, nextProbe, lastSuccess, kinds);
  }

  /** Whether entries flow. */
  public enum Status {
    /** Entries flow. */
    RUNNING,
    /** The tracker fails as a whole; it is probed with one entry at a time. */
    PAUSED,
    /** The tracker does not accept our key; it is probed slowly, and at once with a new key. */
    UNAUTHORIZED
  }
}
