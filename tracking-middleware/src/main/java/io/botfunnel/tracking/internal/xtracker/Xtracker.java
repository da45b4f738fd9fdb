package io.botfunnel.tracking.internal.xtracker;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.internal.delivery.Endpoint;
import io.botfunnel.tracking.xtracker.Click;
import io.botfunnel.tracking.xtracker.XtrackerException;
import java.util.concurrent.CompletableFuture;

/** XTRACKER as tracking uses it. Thread-safe. */
public interface Xtracker extends Endpoint, AutoCloseable {
  /**
   * Registers a click that did not come from the tracker's own landing page.
   *
   * @return the uid that the tracker minted; fails with an {@link XtrackerException} that names the
   *     remedy
   */
  CompletableFuture<ClickId> registerClick(Click click);

  /** Waits briefly for the requests in flight, then aborts them. A second call does nothing. */
  @Override
  void close();
}
