package io.botfunnel.benchmarks.load.drain;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.LaterClock;
import io.botfunnel.benchmarks.load.PostgresBacklog;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A worker that purges entries delivered more than a week ago from PostgreSQL, and claims waiting
 * ones now and then.
 */
public final class OursPurge implements Task {
  /** The prefix of the names under which the claims' times are returned. */
  public static final String CLAIM_MS = "claim_ms_";

  private static final int AT_ONCE = 64;
  private static final long A_CLAIM_EVERY_MS = 50;

  /** Beyond the retention of entries; their keys stay. */
  private static final Duration LATER = Duration.ofDays(8);

  @Override
  public Measured run(Arguments arguments) throws Exception {
    String url = arguments.text("outbox");
    int purged = arguments.number("purged");
    PostgresBacklog.deliver(url, purged);
    LaterClock clock = new LaterClock();
    clock.skip(LATER);
    Measured measured = Measured.nothing();
    long start = System.nanoTime();
    try (Store store = Store.open(url, new XtrackerBodies(), Attribution.LAST_CLICK, clock)) {
      for (int i = 0; PostgresBacklog.oldest(url) <= purged; i++) {
        measured = measured.with(CLAIM_MS + i, claim(store.lanes()));
        TimeUnit.MILLISECONDS.sleep(A_CLAIM_EVERY_MS);
      }
    }
    return measured.with("per_s", purged * 1e9 / (System.nanoTime() - start));
  }

  private static double claim(Lanes lanes) {
    long start = System.nanoTime();
    List<Entry> claimed = lanes.claim(Topic.OUTBOX, AT_ONCE).join();
    double ms = (System.nanoTime() - start) / 1e6;
    lanes.settle(claimed.stream().map(Settlement::delivered).toList()).join();
    return ms;
  }
}
