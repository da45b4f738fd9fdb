package io.botfunnel.starter.console;

import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.delivery.RefusedKind;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.Stalled;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.telegram.Held;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a bot is doing, in one look.
 *
 * @param verdict all of it in one word
 * @param bot its username, or null as long as Telegram has not told it
 * @param startPrefix what stands before a uid in a start payload
 * @param version of this library
 * @param now when this was so
 * @param dryRun whether requests to the tracker are shown instead of sent
 * @param endpoint whether events flow to the tracker, and why not
 * @param inFlight how many events are on their way right now
 * @param limit how many may be on their way now
 * @param outbox the books of what goes to the tracker
 * @param inbox the books of what goes to the bot's handlers
 * @param conversions the books of what the bot is told
 * @param oldestWaiting since when the event has waited that has waited longest, or null
 * @param held why the outbox cannot be used, or null
 * @param stalled what makes no progress, or null
 * @param telegramTrouble what is wrong between Telegram and the bot, or null
 * @param polling whether updates can come: Telegram is being polled, or it has our webhook
 * @param silences what has not come for long
 * @param quarantined what is set aside until it is tried again
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
    @Nullable Held held,
    @Nullable Stalled stalled,
    @Nullable String telegramTrouble,
    boolean polling,
    List<StalledStep> silences,
    List<Quarantined> quarantined) {

  /** A bot of before tells nothing of what is quarantined. */
  public Status {
    quarantined = Objects.requireNonNullElse(quarantined, List.of());
  }

  /**
   * How the tracker is doing.
   *
   * @param status whether events flow
   * @param since when that began
   * @param reason why they do not; null while they do
   * @param nextProbeAt when it is asked again; null while they flow
   * @param lastSuccessAt when it last accepted an event; null before the first
   * @param refusing the kinds of events that it refuses
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

  /** The same at another time. */
  Status at(Instant time) {
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
        silences,
        quarantined);
  }
}
