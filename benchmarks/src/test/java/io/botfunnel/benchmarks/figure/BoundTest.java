package io.botfunnel.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundTest {
  @Test
  void atLeastHoldsFromItsValueOn() {
    assertThat(Bound.atLeast(10).holds(10)).isTrue();
    assertThat(Bound.atLeast(10).holds(9.99)).isFalse();
  }

  @Test
  void atMostHoldsUpToItsValue() {
    assertThat(Bound.atMost(2).holds(2)).isTrue();
    assertThat(Bound.atMost(2).holds(2.01)).isFalse();
  }

  @Test
  void whatIsNotANumberHoldsNowhere() {
    assertThat(Bound.atLeast(1).holds(Double.NaN)).isFalse();
    assertThat(Bound.atMost(1).holds(Double.NaN)).isFalse();
  }

  @Test
  void itReadsAsInTheTable() {
    assertThat(Bound.atLeast(2.5)).hasToString("≥ 2.50");
    assertThat(Bound.atMost(1_000)).hasToString("≤ 1,000");
  }
}
