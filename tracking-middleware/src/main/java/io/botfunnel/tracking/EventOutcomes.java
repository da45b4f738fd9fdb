package io.botfunnel.tracking;

import io.botfunnel.tracking.EventOutcome.Fate;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.internal.conversion.WireFormat;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.LaneName;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.operations.Conflict;
import java.time.Clock;
import java.time.Instant;

/** Turns settlements and conflicts into outcomes for the listener. Safe for use from any thread. */
record EventOutcomes(EventPublisher announcer, WireFormat wire, Clock clock) {
  /** Publishes the outcome of a settled entry, unless no attempt was made. */
  void settled(Settlement settlement) {
    boolean attempted = settlement.fate() != Settlement.Fate.HELD || settlement.reason() != null;
    if (attempted) {
      Instant at = clock.instant();
      announcer.announce(() -> fateOf(settlement, at));
    }
  }

  /**
   * Publishes a conflict.
   *
   * @param lane the lane of the report that contradicts, such as {@code user:42}
   */
  void conflicting(Conflict conflict, String lane) {
    announcer.announce(() -> fateOf(conflict, new LaneName(lane)));
  }

  private EventOutcome fateOf(Settlement settlement, Instant at) {
    Entry entry = settlement.entry();
    LaneName lane = new LaneName(entry.lane());
    return new EventOutcome(
        fate(settlement),
        entry.kind(),
        entry.key().substring(entry.kind().length() + 1),
        lane.userId().orElse(null),
        lane.uid().orElseGet(() -> wire.uidIn(entry.body())),
        settlement.reason(),
        at);
  }

  private static Fate fate(Settlement settlement) {
    return switch (settlement.fate()) {
      case DELIVERED ->
          Bind.UNMATCHED.equals(settlement.reason()) ? Fate.UNMATCHED : Fate.DELIVERED;
      case DUPLICATE -> Fate.DUPLICATE;
      case REFUSED, QUARANTINED -> Fate.REFUSED;
      case LATER, HELD -> Fate.LATER;
    };
  }

  private static EventOutcome fateOf(Conflict conflict, LaneName lane) {
    boolean bind = conflict.kind().equals(Bind.KIND);
    return new EventOutcome(
        Fate.CONFLICT,
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
