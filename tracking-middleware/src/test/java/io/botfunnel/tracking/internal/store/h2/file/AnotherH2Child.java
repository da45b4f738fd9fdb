package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Quiet;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.util.function.Supplier;

/** What {@link AnotherH2Test} starts on a class path of its own. */
final class AnotherH2Child {
  private AnotherH2Child() {}

  /**
   * Asks for an outbox, opens it, looks at it, repairs it and moves it, and tells what came of
   * each.
   *
   * @param arguments the outbox, and where to move it
   */
  public static void main(String... arguments) {
    String outbox = arguments[0];
    tell(() -> "exists " + Store.exists(outbox));
    tell(() -> "opened with conflicts: " + opened(outbox));
    if (!Store.isShared(outbox)) {
      tell(() -> "looked at conflicts: " + looked(outbox));
      tell(() -> "damages " + Store.damages(outbox, Clock.systemUTC()));
      tell(() -> "repaired " + Store.repair(outbox, Clock.systemUTC()).damages());
    }
    if (arguments.length > 1) {
      tell(() -> "moved " + moved(outbox, arguments[1]));
    }
  }

  private static void tell(Supplier<String> what) {
    try {
      ChildJvm.report(what.get());
    } catch (OutboxUnavailableException e) {
      ChildJvm.report(String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      ChildJvm.report("died of " + e);
    }
  }

  private static int opened(String url) {
    try (Store store =
        Store.open(url, new PlainWire(), Attribution.LAST_CLICK, Clock.systemUTC())) {
      return store.operations().conflicts(10).size();
    }
  }

  private static int looked(String url) {
    try (Store store = Store.look(url, new PlainWire(), Clock.systemUTC())) {
      return store.operations().conflicts(10).size();
    }
  }

  private static boolean moved(String from, String to) {
    return Store.move(from, to, Clock.systemUTC(), Quiet.PROGRESS).complete();
  }
}
