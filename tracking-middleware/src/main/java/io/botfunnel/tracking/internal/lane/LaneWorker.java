package io.botfunnel.tracking.internal.lane;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Processes claimed entries. Only its runner's thread calls it. */
public interface LaneWorker {
  /**
   * How many more entries the worker accepts now.
   *
   * @param inFlight how many entries are claimed and not settled
   */
  int capacity(int inFlight);

  /**
   * When the capacity may grow with time alone, epoch milliseconds; empty if only events make it
   * grow.
   */
  OptionalLong nextCapacityAtMs();

  /**
   * Starts work on an entry.
   *
   * @return completes with the settlement; failures must be settlements too
   */
  CompletionStage<Settlement> handle(Entry entry);
}
