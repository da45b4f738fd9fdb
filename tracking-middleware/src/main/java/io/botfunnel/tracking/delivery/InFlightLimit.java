package io.botfunnel.tracking.delivery;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests may be on their way now: the setting, or less while the tracker asks for less.
 *
 * <p>It is the lower of two. <em>Overload</em>: halved when the tracker says that we ask too often,
 * at most once for all that were on their way together; one more for each answer that got through.
 * <em>Latency</em>: less while answers take more than twice as long as they used to, a quarter of
 * the setting at least; what stays slow becomes what is usual, and full speed comes back.
 *
 * <p>Safe for use from any thread.
 */
final class InFlightLimit {
  private static final Logger log = LoggerFactory.getLogger(InFlightLimit.class);

  private static final double HALF = 0.5;

  /** A garbage collection or a noisy neighbour doubles an average easily, and is over at once. */
  private static final double TOLERATED_GROWTH = 2.0;

  /**
   * What answers faster is not overloaded: there 64 at once queue for our own two cores, and take 5
   * to 15 ms on the loopback.
   */
  private static final long FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** Averages over this long, of 10 answers or more, are what is compared. */
  private static final int WINDOW_MS = 200;

  /** What is usual is the average of so many windows: two minutes of full traffic. */
  private static final int WINDOWS = 600;

  /** Latency alone never takes more than three quarters of the speed. */
  private static final int LATENCY_SHARE = 4;

  /** The step back up: from a quarter to all within some 30 windows. */
  private static final int QUEUE_SHARE = 8;

  private final int ceiling;
  private final AIMDLimit overload;
  private final Limit latency;
  private final LongSupplier nanos;
  private final long origin;
  private final AtomicInteger inFlight = new AtomicInteger();
  private long lastCut;

  /**
   * @param ceiling the most, 1 or more
   * @param nanos nanoseconds from any origin that never go back
   */
  InFlightLimit(int ceiling, LongSupplier nanos) {
    this.ceiling = ceiling;
    this.overload = overload(ceiling);
    this.latency = latency(ceiling);
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
  }

  private static AIMDLimit overload(int ceiling) {
    return AIMDLimit.newBuilder()
        .initialLimit(ceiling)
        .minLimit(1)
        .maxLimit(ceiling)
        .backoffRatio(HALF)
        .build();
  }

  private static Limit latency(int ceiling) {
    Gradient2Limit gradient =
        Gradient2Limit.newBuilder()
            .initialLimit(ceiling)
            .minLimit(Math.max(1, ceiling / LATENCY_SHARE))
            .maxConcurrency(ceiling)
            .queueSize(Math.max(1, ceiling / QUEUE_SHARE))
            .rttTolerance(TOLERATED_GROWTH)
            .longWindow(WINDOWS)
            .build();
    return WindowedLimit.newBuilder()
        .minWindowTime(WINDOW_MS, TimeUnit.MILLISECONDS)
        .build(gradient);
  }

  /** How many may be on their way now, 1 to the ceiling. */
  int now() {
    return Math.min(overload.getLimit(), latency.getLimit());
  }

  /** How many are on their way. */
  int inFlight() {
    return inFlight.get();
  }

  /** A request goes out; the mark is for its end. */
  long begins() {
    inFlight.incrementAndGet();
    return elapsed();
  }

  /** It was answered as it should be. */
  void gotThrough(long mark) {
    long took = Math.max(elapsed() - mark, FAST_NANOS);
    latency.onSample(mark, took, inFlight.getAndDecrement(), false);
    if (overload.getLimit() < ceiling) {
      overload(false);
    }
  }

  /** It was turned away because we ask too often. */
  void overloaded(long mark) {
    inFlight.decrementAndGet();
    if (isNews(mark)) {
      overload(true);
    }
  }

  /** It ended in another way, which says nothing about how much the tracker bears. */
  void ended() {
    inFlight.decrementAndGet();
  }

  /** Those that were on their way at the last cut tell of a speed that is no longer ours. */
  private synchronized boolean isNews(long mark) {
    boolean news = mark >= lastCut;
    if (news) {
      lastCut = elapsed();
    }
    return news;
  }

  private void overload(boolean cut) {
    int before = overload.getLimit();
    // As if it were used up: few requests are enough to come back, and cost nothing when they fail
    overload.onSample(0, 0, before, cut);
    int after = overload.getLimit();
    if (cut && before == ceiling) {
      log.info("XTRACKER bears less than {} requests at a time; fewer go out", ceiling);
    } else if (after == ceiling && before < ceiling) {
      log.info("XTRACKER bears {} requests at a time again", ceiling);
    }
  }

  /** Above zero, which the windows need. */
  private long elapsed() {
    return nanos.getAsLong() - origin + 1;
  }
}
