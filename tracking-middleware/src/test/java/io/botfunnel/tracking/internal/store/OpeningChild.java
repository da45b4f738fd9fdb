package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;

/** Opens an outbox in a process of its own and tells what came of it. */
public final class OpeningChild {
  private OpeningChild() {}

  /**
   * Opens and closes.
   *
   * @param arguments the outbox
   */
  public static void main(String... arguments) {
    try (Store store =
        Store.open(arguments[0], new PlainWire(), Attribution.LAST_CLICK, Clock.systemUTC())) {
      ChildJvm.report("opened " + store.lanes());
    } catch (OutboxUnavailableException e) {
      ChildJvm.report(e.toString());
    }
  }
}
