package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Limits how often each address may do something, with an allowance at once and a refill per
 * period. An IPv6 network of one customer (a /64) counts as one address. Thread-safe.
 */
final class RateLimiter {
  /** Allows a burst: a partner that was down sends everything it has kept. */
  private static final int SECONDS_AT_ONCE = 10;

  /** Takes a few megabytes. The address that was inactive longest is dropped and starts afresh. */
  private static final int MOST_ADDRESSES = 10_000;

  private static final int CUSTOMER_BITS = 64;

  private final long atOnce;
  private final long perPeriod;
  private final Duration period;
  private final TimeMeter time;
  private final Map<IPAddress, Bucket> buckets = new LruMap<>(MOST_ADDRESSES);

  /**
   * Limits requests to {@code perSecond}, with the allowance of {@link #SECONDS_AT_ONCE} seconds at
   * once.
   */
  RateLimiter(int perSecond, Clock clock) {
    this((long) perSecond * SECONDS_AT_ONCE, perSecond, Duration.ofSeconds(1), clock);
  }

  RateLimiter(long atOnce, long perPeriod, Duration period, Clock clock) {
    this.atOnce = atOnce;
    this.perPeriod = perPeriod;
    this.period = period;
    this.time = new ClockMeter(clock);
  }

  /** Uses one permit of an address; false if none is left. */
  boolean take(IPAddress address) {
    return bucket(customer(address)).tryConsume(1);
  }

  /** Returns one permit to an address, for a request that should not count. */
  void giveBack(IPAddress address) {
    bucket(customer(address)).addTokens(1);
  }

  private static IPAddress customer(IPAddress address) {
    return address.isIPv6() ? address.toPrefixBlock(CUSTOMER_BITS) : address;
  }

  private Bucket bucket(IPAddress address) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(address, first -> bucket());
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perPeriod, period))
        .withCustomTimePrecision(time)
        .build();
  }

  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
