package io.botfunnel.tracking;

import io.botfunnel.tracking.event.ReservedIds;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings with which a {@link Tracking} was started. Immutable: reusing the builder does not
 * affect a running tracking.
 *
 * @param bearer supplies the secret for each request; null if none was given
 * @param proxy null to reach XTRACKER directly
 * @param outbox the url of the real outbox, also during a dry run
 * @param shared the tracking whose outbox this bot shares; null for an outbox of its own
 * @param botUsername null if it is not known
 * @param listener null if there is none
 */
record TrackingConfig(
    URI url,
    @Nullable Supplier<String> bearer,
    @Nullable OutboundProxy proxy,
    String outbox,
    @Nullable Tracking shared,
    BotOptions bot,
    Retention retention,
    @Nullable String botUsername,
    CaptureRules captured,
    ReservedIds reservedIds,
    DeliveryLimits limits,
    boolean dryRun,
    Observer observer,
    @Nullable EventListener listener,
    Clock clock) {
  /**
   * The limits of delivery.
   *
   * @param maxBackoff longest wait between two attempts of an event
   * @param responseTimeout longest wait for an answer
   * @param maxInFlight most requests in flight at a time
   * @param maxAttempts failed attempts, while others get through, before an event is refused
   */
  record DeliveryLimits(
      Duration maxBackoff, Duration responseTimeout, int maxInFlight, int maxAttempts) {}

  /** The url of the outbox in use: a dry run has an outbox of its own. */
  String outboxUrl() {
    return dryRun ? Outbox.dryRunUrl(outbox) : outbox;
  }
}
