package io.botfunnel.tracking.lane;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** What is done with claimed entries. Called by its runner's thread alone. */
public interface LaneWorker {
  /** How many more entries it would take now, given how many it has in hand. */
  int capacity(int inHand);

  /** When its capacity may grow by itself, epoch milliseconds; empty where only events do that. */
  OptionalLong nextCapacityAtMs();

  /** Starts the work on an entry. Whatever goes wrong must end in a settlement too. */
  CompletionStage<Settlement> handle(Entry entry);
}
