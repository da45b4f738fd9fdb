package io.botfunnel.tracking.delivery;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.lane.LaneRunner;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.Stalled;
import io.botfunnel.tracking.lane.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Delivery of the outbox: every entry at least once until the tracker has answered for good, in
 * order per user, users side by side. Safe for use from any thread.
 */
public final class Delivery implements AutoCloseable {
  /** Each call ends long before, by its own timeout. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  private final CircuitBreaker pause;
  private final InFlightLimit limit;
  private final EntrySender courier;
  private final LaneRunner runner;

  /**
   * @param outbox whose entries it delivers; the log names its bot
   * @param maxBackoff longest wait between two attempts of an entry, 1 s or more
   * @param maxInFlight most requests at a time, 1 or more; fewer while the tracker asks for less
   * @param maxAttempts after so many attempts that counted an entry is set aside, 1 or more
   * @param turned is told each new status of the tracker; it returns at once and throws nothing
   */
  public Delivery(
      Topic outbox,
      Lanes lanes,
      Endpoint endpoint,
      Clock clock,
      Duration maxBackoff,
      int maxInFlight,
      int maxAttempts,
      Consumer<EndpointHealth.Status> turned) {
    this(
        outbox,
        lanes,
        endpoint,
        clock,
        System::nanoTime,
        maxBackoff,
        maxInFlight,
        maxAttempts,
        turned);
  }

  /**
   * @param nanos what latency is measured with
   */
  Delivery(
      Topic outbox,
      Lanes lanes,
      Endpoint endpoint,
      Clock clock,
      LongSupplier nanos,
      Duration maxBackoff,
      int maxInFlight,
      int maxAttempts,
      Consumer<EndpointHealth.Status> turned) {
    RandomGenerator random = RandomGenerator.getDefault();
    Backoff probes = new Backoff(CircuitBreaker.longestInterval(maxBackoff), random);
    this.pause = new CircuitBreaker(trackerOf(outbox.bot()), clock, probes, turned);
    this.limit = new InFlightLimit(maxInFlight, nanos);
    Backoff backoff = new Backoff(maxBackoff, random);
    this.courier = new EntrySender(endpoint, pause, backoff, clock, limit, maxAttempts);
    Duration longestWait = EntrySender.longestWait(maxBackoff);
    this.runner = new LaneRunner(outbox, lanes, courier, clock, longestWait);
  }

  private static String trackerOf(BotName bot) {
    return bot.isUnnamed() ? "XTRACKER" : "XTRACKER of bot " + bot;
  }

  /** Begins to deliver; a second call changes nothing. */
  public void start() {
    runner.start();
  }

  /** Looks at once for what is due. */
  public void wake() {
    runner.wake();
  }

  /** How the tracker is doing. */
  public EndpointHealth health() {
    return pause.health().refusing(courier.refusing());
  }

  /** What of it makes no progress, if anything does not. */
  public Optional<Stalled> stalled() {
    return runner.stalled(LONGEST_CALL);
  }

  /** How many entries are on their way right now. */
  public int inFlight() {
    return runner.inHand();
  }

  /** How many may be on their way now: the setting, or less while the tracker asks for less. */
  public int limit() {
    return limit.now();
  }

  /** Takes nothing new; what is in flight goes on. */
  public void stop() {
    courier.stopping();
    runner.stop();
  }

  /**
   * Takes nothing new and waits for what is in flight, at most this long. What was not answered is
   * sent again after the next start.
   */
  public void close(Duration patience) {
    courier.stopping();
    runner.close(patience);
  }

  @Override
  public void close() {
    courier.stopping();
    runner.close();
  }
}
