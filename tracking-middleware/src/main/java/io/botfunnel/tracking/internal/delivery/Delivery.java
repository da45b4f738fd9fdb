package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.lane.LaneRunner;
import io.botfunnel.tracking.internal.lane.Queue;
import io.botfunnel.tracking.outbox.StalledThread;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Delivers the outbox: sends every entry at least once until the tracker gives a final answer, in
 * order per user, users in parallel. Safe for use from any thread.
 */
public final class Delivery implements AutoCloseable {
  /** Every call ends long before, by its own timeout. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  private final CircuitBreaker pause;
  private final InFlightLimit limit;
  private final EntrySender courier;
  private final LaneRunner runner;

  /**
   * Creates a delivery, which does nothing until {@link #start}.
   *
   * @param outbox the queue whose entries it delivers; the log names its bot
   * @param maxBackoff longest wait between two attempts of an entry, 1 s or more
   * @param maxInFlight most requests at a time, 1 or more; fewer while the tracker is rate limiting
   * @param maxAttempts how many attempts may count against an entry before it is refused, 1 or more
   * @param onStatus receives each new status of the tracker; must return at once and not throw
   */
  public Delivery(
      Queue outbox,
      Endpoint endpoint,
      Clock clock,
      Duration maxBackoff,
      int maxInFlight,
      int maxAttempts,
      Consumer<EndpointHealth.Status> onStatus) {
    this(outbox, endpoint, clock, System::nanoTime, maxBackoff, maxInFlight, maxAttempts, onStatus);
  }

  /**
   * @param nanos nanoseconds for measuring latency
   */
  Delivery(
      Queue outbox,
      Endpoint endpoint,
      Clock clock,
      LongSupplier nanos,
      Duration maxBackoff,
      int maxInFlight,
      int maxAttempts,
      Consumer<EndpointHealth.Status> onStatus) {
    RandomGenerator random = RandomGenerator.getDefault();
    Backoff probes = new Backoff(CircuitBreaker.longestInterval(maxBackoff), random);
    this.pause = new CircuitBreaker(trackerOf(outbox.topic().bot()), clock, probes, onStatus);
    this.limit = new InFlightLimit(maxInFlight, nanos);
    Backoff backoff = new Backoff(maxBackoff, random);
    this.courier = new EntrySender(endpoint, pause, backoff, clock, limit, maxAttempts);
    Duration longestWait = EntrySender.longestWait(maxBackoff);
    this.runner = new LaneRunner(outbox, courier, clock, longestWait);
  }

  private static String trackerOf(BotName bot) {
    return bot.isUnnamed() ? "XTRACKER" : "XTRACKER of bot " + bot;
  }

  /** Starts delivery. A second call does nothing. */
  public void start() {
    runner.start();
  }

  /** Looks for due entries at once. */
  public void wake() {
    runner.wake();
  }

  /** How the tracker is doing. */
  public EndpointHealth health() {
    return pause.health().refusing(courier.refusing());
  }

  /** The part of delivery that makes no progress; empty if all is well. */
  public Optional<StalledThread> stalled() {
    return runner.stalled(LONGEST_CALL);
  }

  /** How many entries are in flight now. */
  public int inFlight() {
    return runner.inFlight();
  }

  /**
   * How many entries may be in flight now: the setting, or fewer while the tracker is rate
   * limiting.
   */
  public int limit() {
    return limit.now();
  }

  /** Claims nothing more; requests in flight continue. */
  public void stop() {
    courier.stopping();
    runner.stop();
  }

  /**
   * Claims nothing more and waits for requests in flight. Entries without an answer are sent again
   * after the next start.
   *
   * @param patience the longest wait
   */
  public void close(Duration patience) {
    courier.stopping();
    runner.close(patience);
  }

  /**
   * Claims nothing more and waits up to 5 s for requests in flight. Entries without an answer are
   * sent again after the next start.
   */
  @Override
  public void close() {
    courier.stopping();
    runner.close();
  }
}
