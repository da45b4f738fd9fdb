package io.botfunnel.tracking;

import io.botfunnel.tracking.EventOutcome.Result;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.internal.conversion.WireFormat;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.LaneName;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.operations.Conflict;
import java.time.Clock;
import java.time.Instant;

/** Turns settlements and conflicts into outcomes for the listener. Safe for use from any thread. */
record EventOutcomes(EventPublisher publisher, WireFormat wire, Clock clock) {
  /** Publishes the outcome of a settled entry, unless no attempt was made. */
  void settled(Settlement settlement) {
    boolean attempted =
        settlement.result() != Settlement.Result.HELD || settlement.reason() != null;
    if (attempted) {
      Instant at = clock.instant();
      publisher.publish(() -> outcomeOf(settlement, at));
    }
  }

  /**
   * Publishes a conflict.
   *
   * @param lane the lane of the report that contradicts, such as {@code user:42}
   */
  void conflicting(Conflict conflict, String lane) {
    publisher.publish(() -> outcomeOf(conflict, new LaneName(lane)));
  }

  private EventOutcome outcomeOf(Settlement settlement, Instant at) {
    Entry entry = settlement.entry();
    LaneName lane = new LaneName(entry.lane());
    return new EventOutcome(
        result(settlement),
        entry.kind(),
        entry.key().substring(entry.kind().length() + 1),
        lane.userId().orElse(null),
        lane.uid().orElseGet(() -> wire.uidIn(entry.body())),
        settlement.reason(),
        at);
  }

  private static Result result(Settlement settlement) {
    return switch (settlement.result()) {
      case DELIVERED ->
          Bind.UNMATCHED.equals(settlement.reason()) ? Result.UNMATCHED : Result.DELIVERED;
      case DUPLICATE -> Result.DUPLICATE;
      case REFUSED, QUARANTINED -> Result.REFUSED;
      case LATER, HELD -> Result.RETRYING;
    };
  }

  private static EventOutcome outcomeOf(Conflict conflict, LaneName lane) {
    boolean bind = conflict.kind().equals(Bind.KIND);
    return new EventOutcome(
        Result.CONFLICT,
        conflict.kind(),
        bind ? "bind-%s-%s".formatted(conflict.offered(), conflict.key()) : conflict.key(),
        lane.userId().orElse(null),
        bind ? conflict.key() : lane.uid().orElse(null),
        bind
            ? "the uid belongs to user " + conflict.kept()
            : "%s stays, %s was reported".formatted(conflict.kept(), conflict.offered()),
        conflict.seenAt());
  }
}
