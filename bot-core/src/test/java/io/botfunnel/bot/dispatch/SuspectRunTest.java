package io.botfunnel.bot.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.Queue;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A suspect that runs alone. */
class SuspectRunTest {
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private final SteppingClock clock = new SteppingClock();
  private final HandlerGate gate = new HandlerGate(clock, AT_MOST);
  private final Lanes lanes = mock(Lanes.class);

  @Test
  void aSlowDiskTakesNothingFromItsTimeAlone() throws Exception {
    Entry entry = new Entry(1, Topic.INBOX, "7", "update", "1", "{}", 0, 0);
    when(lanes.suspect(any(), any()))
        .thenAnswer(
            writing -> {
              clock.advance(AT_MOST);
              return CompletableFuture.completedFuture(null);
            });
    SuspectRun run =
        new SuspectRun(
            new Queue(lanes, entry.topic()),
            gate,
            gate.enterAlone().orElseThrow(),
            entry,
            Suspicion.UNPROVEN);
    assertThat(run.begin(Suspicion.UNPROVEN.with(1))).isTrue();
    assertThat(run.isOverdue()).isFalse();
    clock.advance(AT_MOST);
    assertThat(run.isOverdue()).isTrue();
  }
}
