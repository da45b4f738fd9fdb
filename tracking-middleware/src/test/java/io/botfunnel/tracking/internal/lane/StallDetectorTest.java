package io.botfunnel.tracking.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Where the system's nanoseconds begin is not known. */
  private final AtomicLong nanos = new AtomicLong(-1_000);

  private final StallDetector progress = new StallDetector(nanos::get);

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aStepIsTooLongAfterAMinuteAndNotWhileItRests() {
    passes(LONG);
    assertThat(progress.step()).as("it rests").isEmpty();
    progress.stepBegins();
    passes(StallDetector.LONGEST_STEP);
    assertThat(progress.step()).isEmpty();
    passes(Duration.ofNanos(1));
    assertThat(progress.step()).contains(StallDetector.LONGEST_STEP.plusNanos(1));
    progress.rests();
    assertThat(progress.step()).isEmpty();
  }

  @Test
  void aWorkerIsTooLongWhereNothingComesBack() {
    passes(LONG);
    progress.started();
    passes(LONG);
    progress.started();
    assertThat(progress.worker(LONG)).as("just as long").isEmpty();
    passes(Duration.ofSeconds(1));
    assertThat(progress.worker(LONG)).contains(LONG.plusSeconds(1));
    progress.finished();
    assertThat(progress.worker(LONG)).isEmpty();
    passes(LONG.plusSeconds(1));
    assertThat(progress.worker(LONG)).as("one is still there").isPresent();
    progress.finished();
    assertThat(progress.worker(LONG)).as("nothing is").isEmpty();
  }
}
