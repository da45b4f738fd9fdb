package io.botfunnel.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private final Samples samples = new Samples();

  @BeforeEach
  void twoRounds() {
    samples.add("ours", 30);
    samples.add("peer", 10);
    samples.add("other", 5);
    samples.add("ours", 40);
    samples.add("peer", 8);
    samples.add("other", 20);
  }

  @Test
  void aRatioComparesValuesOfTheSameRound() {
    assertThat(samples.ratio("ours", "peer")).isEqualTo(new Spread(4, 3, 5));
  }

  @Test
  void theBetterPeerIsChosenInEachRound() {
    assertThat(samples.ratioToLarger("ours", "peer", "other")).isEqualTo(new Spread(2.5, 2, 3));
  }

  @Test
  void aFloorMayHaveTwoParts() {
    samples.add("latency", 45);
    samples.add("latency", 28);

    assertThat(samples.ratioToSum("latency", "peer", "other")).isEqualTo(new Spread(2, 1, 3));
  }
}
