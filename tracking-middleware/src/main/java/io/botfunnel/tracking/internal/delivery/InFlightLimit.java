package io.botfunnel.tracking.internal.delivery;

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
 * How many requests may be in flight now: the setting, or fewer while the tracker is rate limiting.
 *
 * <p>It is the lower of two limits. <em>Overload</em> is halved when the tracker is rate limiting,
 * at most once for all requests in flight together. It grows by one for each answer that got
 * through. <em>Latency</em> is lower while answers take more than twice as long as usual, but at
 * least a quarter of the setting. A lasting latency becomes the usual one, and the full limit
 * returns.
 *
 * <p>Safe for use from any thread.
 */
final class InFlightLimit {
  private static final Logger log = LoggerFactory.getLogger(InFlightLimit.class);

  private static final double HALF = 0.5;

  /** A garbage collection or a noisy neighbour easily doubles an average, and is over at once. */
  private static final double TOLERATED_GROWTH = 2.0;

  /**
   * A tracker that answers faster is not overloaded. At such speeds, 64 requests queue for our own
   * two cores and take 5 to 15 ms on the loopback.
   */
  private static final long FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** Averages over this long, of at least 10 answers, are compared. */
  private static final int WINDOW_MS = 200;

  /** The usual latency is the average of this many windows: two minutes of full traffic. */
  private static final int WINDOWS = 600;

  /** Latency alone never lowers the limit by more than three quarters. */
  private static final int LATENCY_SHARE = 4;

  /**
   * The step by which the limit grows again: from a quarter to the full limit in about 30 windows.
   */
  private static final int QUEUE_SHARE = 8;

  private final int ceiling;
  private final AIMDLimit overload;
  private final Limit latency;
  private final LongSupplier nanos;
  private final long origin;
  private final AtomicInteger inFlight = new AtomicInteger();
  private long lastCut;

  /**
   * @param ceiling the highest limit, 1 or more
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

  /** How many requests may be in flight now, 1 to the ceiling. */
  int now() {
    return Math.min(overload.getLimit(), latency.getLimit());
  }

  /** How many requests are in flight. */
  int inFlight() {
    return inFlight.get();
  }

  /** Records that a request is sent; returns the mark to pass when it ends. */
  long begins() {
    inFlight.incrementAndGet();
    return elapsed();
  }

  /** Records that a request was answered normally. */
  void succeeded(long mark) {
    long took = Math.max(elapsed() - mark, FAST_NANOS);
    latency.onSample(mark, took, inFlight.getAndDecrement(), false);
    if (overload.getLimit() < ceiling) {
      overload(false);
    }
  }

  /** Records that a request was rate limited. */
  void overloaded(long mark) {
    inFlight.decrementAndGet();
    if (isNews(mark)) {
      overload(true);
    }
  }

  /**
   * Records that a request ended in another way, which says nothing about the tracker's capacity.
   */
  void ended() {
    inFlight.decrementAndGet();
  }

  /**
   * False for requests that were already in flight at the last cut: they say nothing about the new
   * rate.
   */
  private synchronized boolean isNews(long mark) {
    boolean news = mark >= lastCut;
    if (news) {
      lastCut = elapsed();
    }
    return news;
  }

  private void overload(boolean cut) {
    int before = overload.getLimit();
    // As if the limit were used up: few requests are enough to come back, and cost nothing if they
    // fail.
    overload.onSample(0, 0, before, cut);
    int after = overload.getLimit();
    if (cut && before == ceiling) {
      log.info("XTRACKER is rate limiting: fewer than {} requests are in flight now", ceiling);
    } else if (after == ceiling && before < ceiling) {
      log.info("XTRACKER accepts {} requests in flight again", ceiling);
    }
  }

  /** Above zero, which the windows require. */
  private long elapsed() {
    return nanos.getAsLong() - origin + 1;
  }
}
