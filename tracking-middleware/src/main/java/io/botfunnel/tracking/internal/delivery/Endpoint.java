package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.internal.lane.Entry;
import java.util.concurrent.CompletableFuture;

/** The tracker as delivery sees it. Safe for use from any thread. */
public interface Endpoint {
  /**
   * Sends an entry's body once, unchanged.
   *
   * @return always completes normally: every failure is an {@link AttemptResult} too
   */
  CompletableFuture<AttemptResult> send(Entry entry);

  /**
   * A number that changes whenever the secret changes, so that an unauthorized endpoint is probed
   * at once with the new secret.
   */
  long secretVersion();
}
