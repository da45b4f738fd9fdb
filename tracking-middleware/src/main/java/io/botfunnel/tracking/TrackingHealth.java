package io.botfunnel.tracking;

import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.StalledThread;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of how tracking is doing. Immutable.
 *
 * @param endpoint whether events flow to the tracker, and if not, why
 * @param outbox the books of the outbox
 * @param inFlight how many events are in flight now
 * @param limit how many events may be in flight now: the setting, or fewer while the tracker is
 *     rate limiting
 * @param outage why the outbox cannot be used, or null; meanwhile Telegram keeps further updates
 * @param dryRun whether requests are shown in the log instead of sent; what is delivered in a dry
 *     run never reached XTRACKER
 * @param stalled the thread that makes no progress, or null
 * @param running false once tracking is closed
 */
public record TrackingHealth(
    EndpointHealth endpoint,
    Books outbox,
    int inFlight,
    int limit,
    @Nullable OutboxOutage outage,
    boolean dryRun,
    @Nullable StalledThread stalled,
    boolean running) {

  /** The whole snapshot in one word, computed from its components only. */
  public TrackingVerdict verdict() {
    if (!running) {
      return TrackingVerdict.NOT_RUNNING;
    }
    if (stalled != null) {
      return TrackingVerdict.HUNG;
    }
    if (outage != null) {
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

  /** Covers a restart too, after which the refusals in a row are no longer known. */
  private boolean nothingButRefusals() {
    return outbox.refused() > 0 && outbox.delivered() + outbox.duplicate() == 0;
  }
}
