package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;

/**
 * Slows down callers that guess a token or a secret. After several wrong attempts, an address may
 * try only one per interval; further attempts are rejected without a comparison. An address that
 * has sent the right secret is no longer limited for that secret, as long as it is remembered.
 * Trusted proxies are never limited, because they stand for many callers. Thread-safe.
 */
final class GuessLimiter {
  private static final int AT_ONCE = 10;
  private static final Duration ONE_MORE_AFTER = Duration.ofSeconds(10);

  /** The servers of partners, Telegram and XTRACKER are far fewer, with one or two secrets each. */
  private static final int MOST_KNOWN = 1_000;

  private final AddressRanges proxies;
  private final RateLimiter rates;
  private final Set<Known> known =
      Collections.synchronizedSet(Collections.newSetFromMap(new LruMap<>(MOST_KNOWN)));

  GuessLimiter(AddressRanges proxies, Clock clock) {
    this.proxies = proxies;
    this.rates = new RateLimiter(AT_ONCE, 1, ONE_MORE_AFTER, clock);
  }

  /**
   * Returns normally if the caller sent the right secret.
   *
   * @param wrong thrown if the secret is wrong
   * @throws RejectedRequestException if the secret is wrong, or if the address has sent too many
   *     wrong ones
   */
  void require(
      IPAddress caller, ConstantTimeSecret secret, String given, RejectedRequestException wrong) {
    Known attempt = new Known(caller, secret);
    boolean free = known.contains(attempt) || proxies.contain(caller);
    if (!free && !rates.take(caller)) {
      throw RejectedRequestException.tooMany(
          "Too many wrong tokens came from this address",
          "Correct the token, and repeat the request in %d s".formatted(ONE_MORE_AFTER.toSeconds()),
          ONE_MORE_AFTER);
    }
    if (!secret.is(given)) {
      throw wrong;
    }
    known.add(attempt);
    if (!free) {
      rates.giveBack(caller);
    }
  }

  private record Known(IPAddress address, ConstantTimeSecret secret) {}
}
