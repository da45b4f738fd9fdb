package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;

/**
 * Slows those who guess a token or a secret: after some wrong ones an address may try one in a
 * while, and the others are not even compared. Where an address has sent the right one it is not
 * slowed any more, as long as it is remembered; at other secrets it is. Nor is a trusted proxy
 * slowed, which stands for everybody. Thread-safe.
 */
final class Guesses {
  private static final int AT_ONCE = 10;
  private static final Duration ONE_MORE_AFTER = Duration.ofSeconds(10);

  /**
   * Partners, and the servers of Telegram and XTRACKER, are far fewer, with a secret or two each.
   */
  private static final int MOST_KNOWN = 1_000;

  private final AddressRanges proxies;
  private final RateLimiter rates;
  private final Set<Knowing> known =
      Collections.synchronizedSet(Collections.newSetFromMap(new LastUsed<>(MOST_KNOWN)));

  Guesses(AddressRanges proxies, Clock clock) {
    this.proxies = proxies;
    this.rates = new RateLimiter(AT_ONCE, 1, ONE_MORE_AFTER, clock);
  }

  /**
   * Lets pass who knows the secret.
   *
   * @param wrong what is answered to others
   * @throws Refusal if the secret is wrong, or the address has sent too many wrong ones
   */
  void require(IPAddress caller, Secret secret, String given, Refusal wrong) {
    Knowing knowing = new Knowing(caller, secret);
    boolean free = known.contains(knowing) || proxies.contain(caller);
    if (!free && !rates.take(caller)) {
      throw Refusal.tooMany(
          "Too many wrong tokens came from this address. Correct the token, and send it again in"
              + " %d s".formatted(ONE_MORE_AFTER.toSeconds()),
          ONE_MORE_AFTER);
    }
    if (!secret.is(given)) {
      throw wrong;
    }
    known.add(knowing);
    if (!free) {
      rates.giveBack(caller);
    }
  }

  private record Knowing(IPAddress address, Secret secret) {}
}
