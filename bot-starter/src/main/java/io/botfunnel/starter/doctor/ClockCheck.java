package io.botfunnel.starter.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Compares this machine's clock with those of the servers, because a wrong clock dates events
 * wrongly.
 */
final class ClockCheck {
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  /** A larger difference means that the clock was never set; one hour means a wrong time zone. */
  private static final Duration HARMLESS = Duration.ofMinutes(59);

  private static final String REMEDY = "Turn on time synchronization: timedatectl set-ntp true";

  private final Clock clock;
  private final FindingCollector findings;

  ClockCheck(Clock clock, FindingCollector findings) {
    this.clock = clock;
    this.findings = findings;
  }

  /**
   * @param theirs the {@code Date} header of an answer that has just arrived
   */
  void compare(String server, Optional<Instant> theirs) {
    theirs.ifPresent(date -> report(server, Duration.between(date, clock.instant())));
  }

  private void report(String server, Duration ahead) {
    if (ahead.abs().compareTo(TOLERATED) <= 0) {
      findings.good("clock", "This machine's clock agrees with %s's".formatted(server));
      return;
    }
    String what =
        "This machine's clock is %s %s %s's. Events carry its time (occurred_at_ms), so they count"
            .formatted(shown(ahead.abs()), ahead.isNegative() ? "behind" : "ahead of", server);
    if (ahead.abs().compareTo(HARMLESS) <= 0) {
      findings.warning("clock", what + " at a wrong time", REMEDY);
    } else {
      findings.failed("clock", what + " on a wrong day, or are refused", REMEDY);
    }
  }

  private static String shown(Duration off) {
    if (off.compareTo(HARMLESS) <= 0) {
      return off.toSeconds() + " s";
    }
    return off.toDays() < 2 ? off.toHours() + " h" : off.toDays() + " days";
  }
}
