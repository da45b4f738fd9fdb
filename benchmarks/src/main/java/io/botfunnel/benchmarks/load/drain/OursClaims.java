package io.botfunnel.benchmarks.load.drain;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Outbox;
import io.botfunnel.benchmarks.load.PostgresBacklog;
import io.botfunnel.benchmarks.load.Until;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.outbox.Topic;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims entries from PostgreSQL, as many at a time as a worker has in flight, and settles each
 * batch before the next. Other tasks hold claims, or wait for the claims of a killed process.
 */
public final class OursClaims implements Task {
  private static final int AT_ONCE = 64;
  private static final int LONGEST_TAKEOVER_S = 60;

  @Override
  public Measured run(Arguments arguments) throws Exception {
    String url = arguments.text("outbox");
    return switch (arguments.text("what")) {
      case "fill" -> fill(url, arguments.number("events"));
      case "claim" -> claims(url, arguments.number("times"));
      case "hold" -> hold(url);
      case "take_over" -> takeOver(url);
      default -> throw new IllegalArgumentException(arguments.toString());
    };
  }

  private static Measured fill(String url, int events) throws Exception {
    PostgresBacklog.fillAlone(url, events);
    return Measured.nothing().with("mb", PostgresBacklog.vacuum(url));
  }

  /** Returns how long each claim took, by its number. */
  private static Measured claims(String url, int times) {
    Measured measured = Measured.nothing();
    try (Store store = Outbox.store(url)) {
      Lanes lanes = store.lanes();
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        List<Entry> claimed = lanes.claim(Topic.OUTBOX, AT_ONCE).join();
        measured = measured.with("ms_" + i, (System.nanoTime() - start) / 1e6);
        requireFull(claimed);
        lanes.settle(claimed.stream().map(Settlement::delivered).toList()).join();
      }
    }
    return measured;
  }

  private static void requireFull(List<Entry> claimed) {
    if (claimed.size() != AT_ONCE) {
      throw new IllegalStateException("Only %d were claimed".formatted(claimed.size()));
    }
  }

  /** Holds the claims until this process is killed. */
  @SuppressWarnings("resource") // a killed process closes nothing
  private static Measured hold(String url) {
    Outbox.fill(url, AT_ONCE, AT_ONCE);
    List<Entry> held = Outbox.store(url).lanes().claim(Topic.OUTBOX, AT_ONCE).join();
    return Measured.nothing().with("held", held.size());
  }

  /** Claims all entries; repeats the claim until the lease of the killed process has expired. */
  private static Measured takeOver(String url) throws InterruptedException {
    List<Entry> taken = new ArrayList<>();
    try (Store store = Outbox.store(url)) {
      Until.so(
          "taken over",
          LONGEST_TAKEOVER_S,
          () -> {
            taken.addAll(store.lanes().claim(Topic.OUTBOX, AT_ONCE).join());
            return taken.size() >= AT_ONCE;
          });
      return Measured.nothing().with("at_nanos", (double) System.nanoTime());
    }
  }
}
