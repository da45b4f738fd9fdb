package io.botfunnel.tracking.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FailedProbesTest {
  private static final long ENTRY = 7;
  private static final long MANY = 5_000;

  private final FailedProbes probes = new FailedProbes();

  private long[] yields(int times) {
    return LongStream.range(0, times).map(i -> probes.yieldMs(ENTRY)).toArray();
  }

  @Test
  void stepBackForTwiceAsLongEachTimeUpToAMinute() {
    assertThat(yields(8))
        .containsExactly(1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000);
  }

  @Test
  void countForTheirOwnEntryAlone() {
    yields(3);
    assertThat(probes.yieldMs(ENTRY + 1)).isEqualTo(1_000);
    assertThat(probes.yieldMs(ENTRY)).isEqualTo(8_000);
  }

  @Test
  void areForgottenWhenThePauseIsOver() {
    yields(3);
    probes.forget();
    assertThat(probes.yieldMs(ENTRY)).isEqualTo(1_000);
  }

  @Test
  void areBoundedInNumber() {
    yields(3);
    LongStream.range(1, MANY).forEach(other -> probes.yieldMs(ENTRY + other));
    assertThat(probes.yieldMs(ENTRY)).as("as many as are remembered").isEqualTo(1_000);
  }
}
