package io.botfunnel.tracking.internal.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.internal.store.Logged;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AvailabilityLogTest {
  private final OutboxUnavailableException full =
      new OutboxUnavailableException("the disk is full");

  private final SteppingClock clock = new SteppingClock();
  private final AvailabilityLog outboxLog = new AvailabilityLog(clock);
  @AutoClose private final Logged logged = new Logged();

  @Test
  void leavesAStartThatFailsToWhoeverStarts() {
    outboxLog.fails(full);
    assertThat(logged.at(Level.ERROR)).isEmpty();
  }

  @Test
  void saysItOnceThoughTheDiskTakesOneGroupAndNotTheNext() {
    outboxLog.works();
    for (int group = 0; group < 10; group++) {
      outboxLog.fails(full);
      outboxLog.works();
    }
    assertThat(logged.at(Level.ERROR)).containsExactly("the disk is full");
    assertThat(logged.at(Level.INFO)).hasSize(2);
  }

  @Test
  void saysItAgainAMinuteLaterAndWhenItIsOver() {
    outboxLog.works();
    outboxLog.fails(full);
    clock.advance(Duration.ofSeconds(59));
    outboxLog.fails(full);
    clock.advance(Duration.ofSeconds(1));
    outboxLog.fails(full);
    assertThat(logged.at(Level.ERROR)).hasSize(2);
    outboxLog.works();
    outboxLog.works();
    assertThat(logged.at(Level.INFO)).hasSize(2);
  }

  @Test
  void isNotSilencedByAClockThatWasSetBack() {
    outboxLog.works();
    outboxLog.fails(full);
    clock.set(clock.instant().minus(Duration.ofDays(1)));
    outboxLog.fails(full);
    assertThat(logged.at(Level.ERROR)).hasSize(2);
  }
}
