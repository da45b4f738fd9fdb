package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.State;
import org.jspecify.annotations.Nullable;

/**
 * An entry that was appended and is not filed yet.
 *
 * @param fingerprint what must be the same when its key is appended again
 * @param state where it stands; on disk it waits until it is filed
 * @param settledAtMs when it left the waiting, epoch milliseconds; null while it waits
 */
record Arrival(
    Entry entry,
    String fingerprint,
    State state,
    @Nullable String reason,
    @Nullable Long settledAtMs) {

  static Arrival waiting(Entry entry, String fingerprint) {
    return new Arrival(entry, fingerprint, State.WAITING, null, null);
  }

  Arrival settled(State state, @Nullable String reason, long atMs) {
    return new Arrival(entry, fingerprint, state, reason, atMs);
  }

  boolean waits() {
    return state == State.WAITING;
  }

  long laneNo() {
    return Hash.of(entry.topic(), entry.lane()).high();
  }
}
