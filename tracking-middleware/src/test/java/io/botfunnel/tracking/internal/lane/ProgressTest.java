package io.botfunnel.tracking.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Where the system's nanoseconds begin is not known. */
  private final AtomicLong nanos = new AtomicLong(-1_000);

  private final Progress progress = new Progress(nanos::get);

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aStepIsTooLongAfterAMinuteAndNotWhileItRests() {
    passes(LONG);
    assertThat(progress.step()).as("it rests").isEmpty();
    progress.stepBegins();
    passes(Progress.LONGEST_STEP);
    assertThat(progress.step()).isEmpty();
    passes(Duration.ofNanos(1));
    assertThat(progress.step()).contains(Progress.LONGEST_STEP.plusNanos(1));
    progress.rests();
    assertThat(progress.step()).isEmpty();
  }

  @Test
  void aWorkerIsTooLongWhereNothingComesBack() {
    passes(LONG);
    progress.handed();
    passes(LONG);
    progress.handed();
    assertThat(progress.worker(LONG)).as("just as long").isEmpty();
    passes(Duration.ofSeconds(1));
    assertThat(progress.worker(LONG)).contains(LONG.plusSeconds(1));
    progress.cameBack();
    assertThat(progress.worker(LONG)).isEmpty();
    passes(LONG.plusSeconds(1));
    assertThat(progress.worker(LONG)).as("one is still there").isPresent();
    progress.cameBack();
    assertThat(progress.worker(LONG)).as("nothing is").isEmpty();
  }
}
