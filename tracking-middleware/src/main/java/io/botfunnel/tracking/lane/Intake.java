package io.botfunnel.tracking.lane;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where everything enters: one durable write for what happened, the bindings it changes and the
 * updates that told of it. Safe for use from any thread.
 */
public interface Intake {
  /**
   * Records what happened, in order.
   *
   * @return a receipt each, complete once all of it is forced to the device; fails with {@link
   *     OutboxUnavailableException} where nothing was recorded
   */
  CompletableFuture<List<Receipt>> record(List<Recordable> happenings);

  /** Takes a batch of updates, each with what it means; complete once forced to the device. */
  CompletableFuture<Void> take(List<Captured> batch);
}
