package io.botfunnel.starter.doctor;

import java.time.Duration;

/**
 * Checks that a server answers fast enough: users wait for Telegram, and a slow XTRACKER delays
 * events.
 *
 * @param tolerated the longest acceptable time of one call, with a new connection
 */
record LatencyCheck(FindingCollector findings, Duration tolerated) {
  /** A new TLS connection around the world takes less than a second. */
  static final Duration TOLERATED = Duration.ofSeconds(2);

  void check(String server, Duration took) {
    if (took.compareTo(tolerated) > 0) {
      findings.warning(
          "slow",
          "%s took %.1f s to answer; more than %d s is slow"
              .formatted(server, took.toMillis() / 1000.0, tolerated.toSeconds()),
          "Run doctor again. If it stays slow, check the network, DNS and proxies");
    }
  }
}
