package io.botfunnel.tracking.xtracker;

import io.botfunnel.tracking.delivery.Endpoint;
import io.botfunnel.tracking.event.ClickId;
import java.util.concurrent.CompletableFuture;

/** XTRACKER as tracking uses it. Safe for use from any thread. */
public interface Xtracker extends Endpoint, AutoCloseable {
  /**
   * Registers a click that did not come from the tracker's own landing page.
   *
   * @return the uid that the tracker minted, or an {@link XtrackerException} with the remedy
   */
  CompletableFuture<ClickId> registerClick(Click click);

  /** Waits for what is in flight for a moment, then ends it. The second call does nothing. */
  @Override
  void close();
}
