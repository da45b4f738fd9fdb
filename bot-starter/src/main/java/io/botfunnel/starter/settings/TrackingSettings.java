package io.botfunnel.starter.settings;

import io.botfunnel.bot.Bot;
import io.botfunnel.tracking.Observer;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.TrackingBuilder;
import java.time.Clock;
import java.util.Optional;

/** Builds the tracking library from the operator's settings. */
public final class TrackingSettings {
  private TrackingSettings() {}

  /**
   * Starts tracking as the settings say.
   *
   * @param shared the tracking whose outbox is shared; empty for the first bot
   */
  public static Tracking start(
      Settings settings, Bot bot, Observer observer, Optional<Tracking> shared, Clock clock) {
    Settings.Delivery delivery = settings.tracking().delivery();
    Settings.Kept kept = settings.tracking().kept();
    TrackingBuilder tracking = Tracking.builder();
    bot.listener().ifPresent(tracking::listener);
    shared.ifPresent(tracking::shareOutboxOf);
    settings.xtracker().proxy().ifPresent(tracking::proxy);
    return tracking
        .bot(settings.name())
        .deliverConversions(bot.conversions().isPresent())
        .url(settings.xtracker().url())
        .bearer(settings.xtracker().bearer())
        .outbox(settings.tracking().outboxUrl())
        .retention(settings.tracking().retention(), settings.tracking().dedupeRetention())
        .longRetention(kept.bindings(), kept.refused(), kept.history())
        .capture(settings.tracking().capture())
        .attribution(settings.tracking().attribution())
        .newUidsPerDay(settings.tracking().newUidsPerDay())
        .depositCeiling(settings.tracking().ceiling())
        .reservedIds(settings.gateway().reservedIds())
        .maxBackoff(delivery.maxBackoff())
        .maxInFlight(delivery.maxInFlight())
        .maxAttempts(delivery.maxAttempts())
        .responseTimeout(delivery.responseTimeout())
        .dryRun(settings.tracking().dryRun())
        .observer(observer)
        .clock(clock)
        .start();
  }
}
