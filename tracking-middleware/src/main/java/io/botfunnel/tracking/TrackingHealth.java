package io.botfunnel.tracking;

import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.Stalled;
import io.botfunnel.tracking.telegram.Held;
import org.jspecify.annotations.Nullable;

/**
 * How tracking is doing.
 *
 * @param endpoint whether events flow to the tracker, and why not
 * @param outbox the books of the outbox
 * @param inFlight how many events are on their way right now
 * @param limit how many may be on their way now: the setting, or less while the tracker asks for
 *     less
 * @param held why the outbox cannot be used, or null: Telegram keeps what comes after
 * @param dryRun whether requests are shown in the log instead of sent: what is delivered here,
 *     XTRACKER has never seen
 * @param stalled what makes no progress, or null
 * @param running false once tracking was closed
 */
public record TrackingHealth(
    EndpointHealth endpoint,
    Books outbox,
    int inFlight,
    int limit,
    @Nullable Held held,
    boolean dryRun,
    @Nullable Stalled stalled,
    boolean running) {

  /** All of this in one word. Depends on nothing else. */
  public TrackingVerdict verdict() {
    if (!running) {
      return TrackingVerdict.NOT_RUNNING;
    }
    if (stalled != null) {
      return TrackingVerdict.HUNG;
    }
    if (held != null) {
      return TrackingVerdict.HELD;
    }
    return dryRun ? TrackingVerdict.DRY_RUN : delivery();
  }

  private TrackingVerdict delivery() {
    return switch (endpoint.status()) {
      case UNAUTHORIZED -> TrackingVerdict.UNAUTHORIZED;
      case PAUSED -> TrackingVerdict.PAUSED;
      case RUNNING -> flowing();
    };
  }

  private TrackingVerdict flowing() {
    if (!endpoint.refusing().isEmpty() || nothingButRefusals()) {
      return TrackingVerdict.REFUSING;
    }
    return endpoint.lastSuccess() == null ? TrackingVerdict.IDLE : TrackingVerdict.DELIVERING;
  }

  /** Also after a restart, which forgets what was refused in a row. */
  private boolean nothingButRefusals() {
    return outbox.refused() > 0 && outbox.delivered() + outbox.duplicate() == 0;
  }
}
