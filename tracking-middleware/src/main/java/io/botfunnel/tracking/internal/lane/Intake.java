package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The entrance of the outbox: one durable write for events, the bindings they change and the
 * updates that reported them. Safe for use from any thread.
 */
public interface Intake {
  /**
   * Records events in order.
   *
   * @return one receipt per event, in order; completes once all are forced to disk; fails with
   *     {@link OutboxUnavailableException} if nothing was recorded
   */
  CompletableFuture<List<Receipt>> record(List<Recordable> events);

  /**
   * Records a batch of updates, each with the events it stands for.
   *
   * @return completes once all is forced to disk; fails with {@link OutboxUnavailableException} if
   *     nothing was recorded
   */
  CompletableFuture<Void> take(List<Captured> batch);
}
