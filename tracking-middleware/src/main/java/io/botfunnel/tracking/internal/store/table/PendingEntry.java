package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.outbox.State;
import org.jspecify.annotations.Nullable;

/**
 * An entry that was appended and is not in the tables yet.
 *
 * @param fingerprint what must be equal when its key is appended again
 * @param state its state; on disk it waits until it is flushed
 * @param settledAtMs when it stopped waiting, epoch milliseconds; null while it waits
 */
public record PendingEntry(
    Entry entry,
    String fingerprint,
    State state,
    @Nullable String reason,
    @Nullable Long settledAtMs) {

  public static PendingEntry waiting(Entry entry, String fingerprint) {
    return new PendingEntry(entry, fingerprint, State.WAITING, null, null);
  }

  public PendingEntry settled(State state, @Nullable String reason, long atMs) {
    return new PendingEntry(entry, fingerprint, state, reason, atMs);
  }

  public boolean waits() {
    return state == State.WAITING;
  }

  public long laneNo() {
    return KeyHash.of(entry.topic(), entry.lane()).high();
  }
}
