package io.botfunnel.benchmarks.load;

import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Our outbox: filled before anything is delivered, or with tracking on it. */
public final class Outbox {
  private static final int BATCH = 1_000;
  private static final int BATCHES_UNDER_WAY = 4;

  private Outbox() {}

  /** Starts tracking on a file with default settings, as a bot does. */
  public static Tracking tracking(Path file, URI server) {
    return tracking(file, server, Clock.systemUTC());
  }

  /** Starts tracking on an outbox in PostgreSQL. */
  public static Tracking tracking(String url, URI server) {
    return Tracking.builder().url(server).bearer(Workload.BEARER).outbox(url).start();
  }

  /** Starts tracking on a file with the given clock. */
  public static Tracking tracking(Path file, URI server, Clock clock) {
    return Tracking.builder().url(server).bearer(Workload.BEARER).outbox(file).clock(clock).start();
  }

  /** Appends waiting events to a new file, a thousand per write, which callers cannot do. */
  public static void fill(Path file, int events, int users) {
    fill(file.toString(), events, users);
  }

  /** Appends waiting events to an outbox at any url, a thousand per write. */
  public static void fill(String url, int events, int users) {
    Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
    try (Store store = store(url)) {
      for (int first = 0; first < events; first += BATCH) {
        underWay.add(store.intake().record(batch(first, Math.min(first + BATCH, events), users)));
        if (underWay.size() > BATCHES_UNDER_WAY) {
          underWay.remove().join();
        }
      }
      underWay.forEach(CompletableFuture::join);
    }
  }

  /** Opens the store without delivery. */
  public static Store store(String url) {
    return Store.open(url, new XtrackerBodies(), Attribution.LAST_CLICK, Clock.systemUTC());
  }

  private static List<Recordable> batch(int from, int to, int users) {
    List<Recordable> events = new ArrayList<>();
    for (int event = from; event < to; event++) {
      events.add(Workload.event(event, users));
    }
    return events;
  }
}
