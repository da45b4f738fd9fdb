package io.botfunnel.starter.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Compares this machine's clock with those of the servers: a wrong one dates events wrongly. */
final class ClockCheck {
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private final Clock clock;
  private final Findings findings;

  ClockCheck(Clock clock, Findings findings) {
    this.clock = clock;
    this.findings = findings;
  }

  /**
   * @param theirs the {@code Date} of an answer that has just come
   */
  void compare(String server, Optional<Instant> theirs) {
    theirs.ifPresent(date -> tell(server, Duration.between(date, clock.instant())));
  }

  private void tell(String server, Duration ahead) {
    if (ahead.abs().compareTo(TOLERATED) <= 0) {
      findings.good("clock", "This machine's clock agrees with %s's".formatted(server));
      return;
    }
    findings.warning(
        "clock",
        "This machine's clock is %d s %s %s's: events are dated wrongly"
            .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of", server),
        "Switch time synchronisation on: timedatectl set-ntp true");
  }
}
