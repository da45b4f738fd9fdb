package io.botfunnel.starter.console;

import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.delivery.RefusedKind;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.StalledThread;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of how a bot is doing.
 *
 * @param verdict the state of tracking in one word
 * @param bot the bot's username; null until Telegram has reported it
 * @param startPrefix the text before a uid in a start payload
 * @param version the version of this library
 * @param now the time of the snapshot
 * @param dryRun whether requests to the tracker are shown instead of sent
 * @param endpoint whether events flow to the tracker, and why not
 * @param inFlight how many events are in flight
 * @param limit how many events may be in flight now
 * @param outbox the books of the events for the tracker
 * @param inbox the books of the updates for the bot's handlers
 * @param conversions the books of the conversions for the bot
 * @param oldestWaiting when the oldest waiting event began to wait, or null
 * @param held why the outbox cannot be used, or null
 * @param stalled what makes no progress, or null
 * @param telegramTrouble what is wrong between Telegram and the bot, or null
 * @param polling whether updates can arrive: the bot polls Telegram, or Telegram has the bot's
 *     webhook
 * @param stalledSteps the stalled steps of the funnel
 * @param quarantined the quarantined entries, which wait for their next trial
 */
public record Status(
    TrackingVerdict verdict,
    @Nullable String bot,
    String startPrefix,
    String version,
    Instant now,
    boolean dryRun,
    Endpoint endpoint,
    int inFlight,
    int limit,
    Books outbox,
    Books inbox,
    Books conversions,
    @Nullable Instant oldestWaiting,
    @Nullable OutboxOutage held,
    @Nullable StalledThread stalled,
    @Nullable String telegramTrouble,
    boolean polling,
    List<StalledStep> stalledSteps,
    List<Quarantined> quarantined) {

  /** An older bot reports neither stalled steps nor quarantined entries under these names. */
  public Status {
    stalledSteps = Objects.requireNonNullElse(stalledSteps, List.of());
    quarantined = Objects.requireNonNullElse(quarantined, List.of());
  }

  /**
   * How the tracker is doing.
   *
   * @param status whether events flow
   * @param since when that began
   * @param reason why they do not flow; null while they do
   * @param nextProbeAt when the next probe is sent; null while events flow
   * @param lastSuccessAt when the tracker last accepted an event; null before the first
   * @param refusing the kinds of events that the tracker refuses
   */
  public record Endpoint(
      EndpointHealth.Status status,
      Instant since,
      @Nullable String reason,
      @Nullable Instant nextProbeAt,
      @Nullable Instant lastSuccessAt,
      List<RefusedKind> refusing) {
    static Endpoint of(EndpointHealth health) {
      return new Endpoint(
          health.status(),
          health.since(),
          health.reason(),
          health.nextProbe(),
          health.lastSuccess(),
          health.refusing());
    }
  }

  /** Returns this status with another time. */
  Status withTime(Instant time) {
    return new Status(
        verdict,
        bot,
        startPrefix,
        version,
        time,
        dryRun,
        endpoint,
        inFlight,
        limit,
        outbox,
        inbox,
        conversions,
        oldestWaiting,
        held,
        stalled,
        telegramTrouble,
        polling,
        stalledSteps,
        quarantined);
  }
}
